// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One way to log in: what is sent with AUTH and what is answered to each challenge. Strongest first. */
enum SaslMechanism {
    /** RFC 2195: the password itself does not travel. */
    CRAM_MD5("CRAM-MD5", 1) {
        @Override
        byte @Nullable [] initialResponse(Credentials login) {
            return null;
        }

        @Override
        byte[] respond(Credentials login, byte[] challenge, int round) {
            try {
                Mac mac = Mac.getInstance("HmacMD5");
                mac.init(new SecretKeySpec(utf8(login.password()), "HmacMD5"));
                return utf8(login.username() + " " + HexFormat.of().formatHex(mac.doFinal(challenge)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacMD5", e);
            }
        }
    },
    /** RFC 4616. */
    PLAIN("PLAIN", 1) {
        @Override
        byte[] initialResponse(Credentials login) {
            return utf8("\0" + login.username() + "\0" + login.password());
        }

        @Override
        byte[] respond(Credentials login, byte[] challenge, int round) {
            return initialResponse(login);
        }
    },
    /** Never standardised, and the only one that some servers offer. */
    LOGIN("LOGIN", 2) {
        @Override
        byte @Nullable [] initialResponse(Credentials login) {
            return null;
        }

        @Override
        byte[] respond(Credentials login, byte[] challenge, int round) {
            return utf8(round == 0 ? login.username() : login.password());
        }
    };

    private final String saslName;
    private final int rounds;

    SaslMechanism(String saslName, int rounds) {
        this.saslName = saslName;
        this.rounds = rounds;
    }

    /** The mechanism of this name, or null. */
    static @Nullable SaslMechanism named(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.saslName.equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    String saslName() {
        return saslName;
    }

    /** The number of challenges the server may put. */
    int rounds() {
        return rounds;
    }

    /** What is sent along with AUTH, or null to wait for a challenge. */
    abstract byte @Nullable [] initialResponse(Credentials login);

    abstract byte[] respond(Credentials login, byte[] challenge, int round);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
