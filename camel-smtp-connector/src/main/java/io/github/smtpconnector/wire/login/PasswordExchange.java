// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The old mechanisms: a fixed number of answers, and the server proves nothing. */
final class PasswordExchange implements SaslExchange {

    private final byte @Nullable [] first;
    private final boolean reading;
    private final Iterator<Function<byte[], byte[]>> answers;

    private PasswordExchange(byte @Nullable [] first, boolean reading, List<Function<byte[], byte[]>> answers) {
        this.first = first;
        this.reading = reading;
        this.answers = answers.iterator();
    }

    /** RFC 4616. */
    static SaslExchange plain(Credentials login) {
        byte[] message = utf8("\0" + login.username() + "\0" + login.password());
        return new PasswordExchange(message, true, List.of(challenge -> message));
    }

    /** Never standardised, and the only one that some servers offer. Some ask in plain words instead of base64. */
    static SaslExchange login(Credentials login) {
        return new PasswordExchange(
                null, false, List.of(challenge -> utf8(login.username()), challenge -> utf8(login.password())));
    }

    /** RFC 2195: the password itself does not travel. */
    static SaslExchange cramMd5(Credentials login) {
        return new PasswordExchange(null, true, List.of(challenge -> {
            try {
                Mac mac = Mac.getInstance("HmacMD5");
                mac.init(new SecretKeySpec(utf8(login.password()), "HmacMD5"));
                return utf8(login.username() + " " + HexFormat.of().formatHex(mac.doFinal(challenge)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacMD5", e);
            }
        }));
    }

    @Override
    public byte @Nullable [] initialResponse() {
        return first;
    }

    @Override
    public byte @Nullable [] respond(byte[] challenge) {
        return answers.hasNext() ? answers.next().apply(challenge) : null;
    }

    @Override
    public boolean readsChallenges() {
        return reading;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
