// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/** What is sent: the same parts for every client, each of which composes its own MIME message from them. */
public enum Payload {
    SMALL(1, 0),
    HUNDRED_RECIPIENTS(100, 0),
    ATTACHMENT_10_MB(1, 10_000_000);

    public static final String FROM = "sender@example.com";
    public static final String SUBJECT = "Your order 4711 is on its way";
    public static final String TEXT =
            ("Dear customer,\r\n\r\nyour order has left our house today and will reach you within three days."
                            + " You need not do anything.\r\nWith kind regards from Zürich\r\n\r\n")
                    .repeat(4);
    public static final String HTML = "<html><body>"
            + "<p>Dear customer,</p><p>your order has left our house <b>today</b> and will reach you within three days."
                    .repeat(12)
            + "</p><p>With kind regards from Zürich</p></body></html>";

    private final List<String> recipients;
    private final int attachmentSize;

    Payload(int recipients, int attachmentSize) {
        this.recipients = IntStream.range(0, recipients)
                .mapToObj(number -> "recipient-" + number + "@example.org")
                .toList();
        this.attachmentSize = attachmentSize;
    }

    public List<String> recipients() {
        return recipients;
    }

    /** Octets of the attached file, 0 for none. */
    public int attachmentSize() {
        return attachmentSize;
    }

    /** No encoding of the parts is shorter than the parts, so a mail below this size has lost something. */
    public long leastOctets() {
        return TEXT.length() + HTML.length() + attachmentSize * 4L / 3;
    }
}
