// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of AUTH. */
final class TestAuthentication {

    /** RFC 5321 section 4.5.3.1.4, without the line's end. */
    private static final int LONGEST_COMMAND = 510;

    private static final Pattern CLIENT_FIRST = Pattern.compile("PLAIN|XOAUTH2|OAUTHBEARER|SCRAM-.*");

    private final SmtpTestSession session;
    private final TestLogins logins;

    TestAuthentication(SmtpTestSession session, TestLogins logins) {
        this.session = session;
        this.logins = logins;
    }

    void run(String command) throws IOException {
        if (!session.does("AUTH")) {
            return;
        }
        if (command.length() > LONGEST_COMMAND) {
            session.reply("500 5.5.2 line too long");
            return;
        }
        String[] words = command.split(" ", -1);
        String mechanism = words[1];
        String first =
                words.length > 2 ? words[2] : CLIENT_FIRST.matcher(mechanism).matches() ? ask("") : "";
        boolean known =
                switch (mechanism) {
                    case "PLAIN" -> plain(first);
                    case "LOGIN" -> login(ask(logins.prompts.get(0)), ask(logins.prompts.get(1)));
                    case "CRAM-MD5" -> cramMd5();
                    case "XOAUTH2" -> bearer(decode(first).replaceFirst("(?s)^user=(.*?)\1.*", "$1"), first, "");
                    case "OAUTHBEARER" -> bearer(nameOf(decode(first)), first, "AQ==");
                    default ->
                        mechanism.startsWith("SCRAM-")
                                && new TestScram(mechanism, logins).run(first, session.line.certificate(), this::ask);
                };
        session.loggedIn |= known;
        session.reply(known ? "235 2.7.0 welcome" : "535 5.7.8 wrong username or password");
    }

    private boolean plain(String response) {
        String[] parts = decode(response).split("\0", -1);
        return parts.length == 3 && parts[2].equals(logins.passwords.get(parts[1]));
    }

    private boolean login(String username, String password) {
        return decode(password).equals(logins.passwords.get(decode(username)));
    }

    private boolean cramMd5() throws IOException {
        String challenge = "<4711.1@test.example>";
        String[] parts = decode(ask(encode(challenge))).split(" ", -1);
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(
                    logins.passwords.getOrDefault(parts[0], "?").getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of()
                    .formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8)))
                    .equals(parts[1]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String nameOf(String message) {
        String header = message.substring(0, message.indexOf('\1'));
        return header.equals("n,,")
                ? ""
                : header.replaceFirst("^n,a=(.*),$", "$1").replace("=2C", ",").replace("=3D", "=");
    }

    /** A refusal comes in two steps: an error that must be acknowledged in the mechanism's way, then the reply. */
    private boolean bearer(String username, String response, String acknowledgement) throws IOException {
        String message = decode(response);
        int start = message.indexOf("\1auth=Bearer ");
        String token = message.substring(start + 13, message.indexOf('\1', start + 1));
        String owner = logins.tokens.get(token);
        if (start > 0 && message.endsWith("\1\1") && owner != null && (username.isEmpty() || owner.equals(username))) {
            return true;
        }
        String answer = ask(encode("{\"status\":\"401\",\"scope\":\"https://mail.test.example/\"}"));
        if (!answer.equals(acknowledgement)) {
            throw new IOException("acknowledged with " + answer);
        }
        return false;
    }

    private String ask(String challenge) throws IOException {
        session.reply("334 " + challenge);
        String answer = session.readLine();
        if (answer == null) {
            throw new EOFException();
        }
        session.commands.add("(AUTH response)");
        return answer;
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
