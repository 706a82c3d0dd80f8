// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.result;

import io.github.smtpconnector.outcome.SmtpReply;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name under which a server queued a mail. No standard says where it stands; these are the forms in wide use. */
final class QueueId {

    private static final String ID = "([A-Za-z0-9][A-Za-z0-9_.-]{3,127})";

    private static final List<Form> FORMS = List.of(
            // Postfix: Ok: queued as 4XyZ1k2Lh3z9vQ8
            new Form("queued as ", "\\bqueued as " + ID),
            // Exim: OK id=1tQ2xY-00000000abc-1Xyz
            new Form("id=", "\\bid=" + ID),
            // Sendmail: 4ANKZ1xS012345 Message accepted for delivery
            new Form(" Message accepted", "^" + ID + " Message accepted for delivery"),
            // Exchange: <id@domain> [InternalId=123456789, Hostname=mx.example.com] Queued mail for delivery
            new Form("[InternalId=", "\\[InternalId=" + ID + "[,\\]]"),
            // Amazon SES: Ok 0100019abcdef-1234-000000
            new Form("Ok ", "^Ok " + ID + "$"),
            // Gmail: OK  1732320000 a640c23a62f3a-aa50f5b2f81si123 - gsmtp
            new Form(" - gsmtp", " " + ID + " - gsmtp$"));

    private QueueId() {}

    /** The id in a positive reply, or null where none is recognised. */
    static @Nullable String in(SmtpReply reply) {
        if (!reply.isPositive()) {
            return null;
        }
        for (Form form : FORMS) {
            String id = form.idIn(reply.text());
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** One server's form, and a piece of it that is looked for first, for a matcher costs more than the answer. */
    private record Form(String mark, Pattern pattern) {

        Form(String mark, String pattern) {
            this(mark, Pattern.compile(pattern));
        }

        @Nullable
        String idIn(String text) {
            if (!text.contains(mark)) {
                return null;
            }
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.group(1) : null;
        }
    }
}
