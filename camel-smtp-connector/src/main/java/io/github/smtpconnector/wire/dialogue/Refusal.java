// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.Phase;
import io.github.smtpconnector.outcome.RecipientResult;
import io.github.smtpconnector.outcome.SmtpReply;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reply that is not the hoped-for one means. The first digit decides whether later can help (RFC 5321 section
 * 4.2.1); code and enhanced code (RFC 3463) only name the cause.
 */
public final class Refusal {

    /** What Camel makes of a URI is a likely cause, and shows nowhere. */
    public static final String RAW_ADVICE =
            "In the URI of an endpoint a password stands in RAW(...), or Camel changes the characters +, % and & of it";

    private Refusal() {}

    /** The failure for this reply; one that is neither 4yz nor 5yz answers another question than was asked. */
    public static Failure of(Phase phase, Reply reply) {
        SmtpReply answer = reply.toSmtpReply();
        if (!answer.isTransient() && !answer.isPermanent()) {
            return Failure.retryable(Category.PROTOCOL, "the reply answers another question")
                    .at(phase)
                    .withReply(answer);
        }
        Category category = category(phase, answer);
        Failure failure = answer.isTransient()
                ? Failure.retryable(category, problem(phase, category))
                : Failure.permanent(category, problem(phase, category));
        failure = failure.at(phase).withReply(answer);
        String advice = advice(phase, category, answer);
        return advice.isEmpty() ? failure : failure.withAdvice(advice);
    }

    /** The failure when recipients were refused and so none of them got the mail: retryable only if each may be taken later. */
    public static Failure ofRecipients(List<RecipientResult> asked) {
        List<SmtpReply> refusals = new ArrayList<>();
        for (RecipientResult recipient : asked) {
            SmtpReply reply = recipient.reply();
            if (reply != null && recipient.rejected()) {
                refusals.add(reply);
            }
        }
        String problem =
                refusals.size() + " of " + asked.size() + " recipients were refused, so none of them got the mail";
        Failure failure = refusals.stream().allMatch(SmtpReply::isTransient)
                ? Failure.retryable(Category.RECIPIENTS_REJECTED, problem)
                : Failure.permanent(Category.RECIPIENTS_REJECTED, problem);
        failure = failure.at(Phase.RCPT).withReply(refusals.get(0));
        return refusals.size() == asked.size()
                ? failure
                : failure.withAdvice("With partialDelivery=SEND_ACCEPTED the others would get it");
    }

    private static Category category(Phase phase, SmtpReply reply) {
        if (reply.code() == 421) {
            return Category.TRANSIENT;
        }
        if (phase == Phase.STARTTLS) {
            return Category.TLS;
        }
        boolean loginRefused = reply.code() == 534 || reply.code() == 535 || reply.code() == 538;
        if (phase == Phase.AUTH || loginRefused || reply.hasDetail("7.8")) {
            return Category.AUTH;
        }
        if (phase != Phase.GREETING && phase != Phase.EHLO && isAboutSize(reply)) {
            return Category.SIZE;
        }
        return reply.isTransient() ? Category.TRANSIENT : Category.PERMANENT;
    }

    private static boolean isAboutSize(SmtpReply reply) {
        if (reply.enhancedCode() != null) {
            // 3.1 system storage, 3.4 message too big, 2.3 message length exceeds the administrative limit.
            return reply.hasDetail("3.1") || reply.hasDetail("3.4") || reply.hasDetail("2.3");
        }
        return reply.code() == 452 || reply.code() == 552;
    }

    private static String problem(Phase phase, Category category) {
        return switch (phase) {
            case GREETING -> "the server does not serve us now";
            case EHLO -> "the server refused our introduction";
            case STARTTLS -> "the server refused STARTTLS";
            case AUTH -> "the server refused the login";
            case MAIL -> category == Category.AUTH ? "the server wants another login" : "the server refused the sender";
            case RCPT -> "the server refused a recipient";
            default -> "the server refused the mail";
        };
    }

    private static String advice(Phase phase, Category category, SmtpReply reply) {
        if (category == Category.AUTH) {
            String check = reply.isTransient() ? "" : "Check username, password and authMechanism";
            return phase == Phase.AUTH && reply.code() == 535 ? check + ". " + RAW_ADVICE : check;
        }
        if (reply.code() == 530) {
            return "The server wants a login or a secured connection first: check username, password, useTls and tlsMode";
        }
        if (phase == Phase.EHLO) {
            return reply.code() == 421 ? "" : "Check localHostname";
        }
        return category == Category.SIZE && reply.isPermanent() ? "Send less in one mail" : "";
    }
}
