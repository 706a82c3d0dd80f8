// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.mime.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a route calls a mail, so that it is sent once. Only its digest is ever written: it reveals no key, fits every
 * repository, and is the same to those that do not tell upper case from lower.
 *
 * @param digest the SHA-256 of the key in lower-case hex
 */
public record IdempotencyKey(String digest) {

    /** The key that a route calls a mail by. */
    public static IdempotencyKey of(String key) {
        return new IdempotencyKey(sha256(key));
    }

    /** The entry that says: a sender has begun to send this mail. */
    String claimed() {
        return digest + ".claimed";
    }

    /** The entry that says: the server took this mail for all recipients. */
    String accepted() {
        return digest + ".accepted";
    }

    /** The entry that says: some recipients got this mail, the others certainly did not, and no sender works on it. */
    String resumable() {
        return digest + ".resumable";
    }

    /** The entry that says: this recipient got this mail. */
    String served(String recipient) {
        return sha256(digest + ' ' + recipient) + ".served";
    }

    /** The entry that says: this recipient may have got this mail. */
    String doubted(String recipient) {
        return sha256(digest + ' ' + recipient) + ".doubted";
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
