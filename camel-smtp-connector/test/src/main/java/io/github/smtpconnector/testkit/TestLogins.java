// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who may log in to the {@link SmtpTestServer}, and how honest it is about it. */
public final class TestLogins {

    final Map<String, String> passwords = new ConcurrentHashMap<>();
    final Map<String, String> tokens = new ConcurrentHashMap<>();
    final List<String> scramFlags = new CopyOnWriteArrayList<>();
    List<String> prompts = List.of("VXNlcm5hbWU6", "UGFzc3dvcmQ6");
    int iterations = 4096;
    boolean forged;
    boolean unproved;

    /** From now on this token lets in who says to be this user. */
    public TestLogins allow(String username, String token) {
        tokens.put(token, username);
        return this;
    }

    /** From now on this token is refused. */
    public TestLogins revoke(String token) {
        tokens.remove(token);
        return this;
    }

    /** Asks for user name and password by LOGIN with exactly these words, in base64 or not. */
    public TestLogins prompts(String username, String password) {
        prompts = List.of(username, password);
        return this;
    }

    /** The number of rounds that SCRAM asks for. */
    public TestLogins iterations(int count) {
        iterations = count;
        return this;
    }

    /** With SCRAM shows a signature that only who does not know the password would show. */
    public TestLogins forgedSignature() {
        forged = true;
        return this;
    }

    /** With SCRAM accepts every login and shows no signature. */
    public TestLogins noSignature() {
        unproved = true;
        return this;
    }

    /** What SCRAM clients said of channel binding, one for each login: n, y, or p= and the type. */
    public List<String> scramFlags() {
        return scramFlags;
    }
}
