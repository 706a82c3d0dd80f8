// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.DeliverBy;
import io.github.smtpconnector.email.DeliveryRequest;
import io.github.smtpconnector.email.DsnReturn;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.email.Hold;
import io.github.smtpconnector.email.LowerCase;
import io.github.smtpconnector.email.Notify;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a mail asks of the servers beyond being delivered. A wrong input becomes a violation of the mail. */
public record DeliveryInput(Email.Builder mail, Inputs inputs) {

    static final Set<InputField> FIELDS = EnumSet.of(
            InputField.DSN_NOTIFY,
            InputField.DSN_RETURN,
            InputField.ENVELOPE_ID,
            InputField.REQUIRE_TLS,
            InputField.HOLD_FOR,
            InputField.HOLD_UNTIL,
            InputField.DELIVER_BY);

    /** Reads one input; null where it means nothing. */
    private interface Reading<T> {
        @Nullable
        T of(Object value) throws UnusableInputException;
    }

    /** The request, or null when there is none. */
    public static @Nullable DeliveryRequest read(Email.Builder mail, Inputs inputs) {
        return inputs.hasAny(FIELDS) ? new DeliveryInput(mail, inputs).request() : null;
    }

    private @Nullable DeliveryRequest request() {
        Set<Notify> notify = read(InputField.DSN_NOTIFY, DeliveryInput::notify);
        DeliveryRequest request = new DeliveryRequest(
                notify == null ? Set.of() : notify,
                read(InputField.DSN_RETURN, DeliveryInput::dsnReturn),
                read(InputField.ENVELOPE_ID, DeliveryInput::envelopeId),
                Boolean.TRUE.equals(read(InputField.REQUIRE_TLS, this::requireTls)),
                hold(),
                read(InputField.DELIVER_BY, value -> DeliverBy.parse(FieldsInput.text(value))));
        return request.isEmpty() ? null : request;
    }

    private <T> @Nullable T read(InputField field, Reading<T> reading) {
        Object value = inputs.get(field);
        if (value == null
                || (value instanceof CharSequence text && text.toString().isBlank())) {
            return null;
        }
        try {
            return reading.of(value);
        } catch (UnusableInputException e) {
            refuse(field, e.problem());
        } catch (SmtpConnectorException e) {
            refuse(field, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void refuse(InputField field, String problem) {
        mail.violation(Category.CONTENT, inputs.name(field), problem);
    }

    private static Set<Notify> notify(Object value) throws UnusableInputException {
        Set<Notify> notify = Notify.listed(FieldsInput.list(value));
        DeliveryRequest.checkNotify(notify);
        return notify;
    }

    private static DsnReturn dsnReturn(Object value) throws UnusableInputException {
        return switch (LowerCase.of(FieldsInput.text(value).strip())) {
            case "full" -> DsnReturn.FULL;
            case "hdrs" -> DsnReturn.HDRS;
            default -> throw new UnusableInputException("is neither FULL nor HDRS");
        };
    }

    private static String envelopeId(Object value) throws UnusableInputException {
        String id = FieldsInput.text(value);
        DeliveryRequest.checkEnvelopeId(id);
        return id;
    }

    private Boolean requireTls(Object value) throws UnusableInputException {
        String text = String.valueOf(value).strip();
        boolean required = text.equalsIgnoreCase("true");
        if (!required && !text.equalsIgnoreCase("false")) {
            throw new UnusableInputException("is " + Kind.of(value) + " where true or false belongs");
        }
        if (required && inputs.options().isIgnoreSelfSignedCertificates()) {
            throw new UnusableInputException(
                    "contradicts ignoreSelfSignedCertificates, with which no server is verified;"
                            + " trust its certificate by sslContextParameters instead");
        }
        return required;
    }

    /** A mail that says until when it is held does not take the default for how long. */
    private @Nullable Hold hold() {
        Hold until = read(
                InputField.HOLD_UNTIL,
                value -> new Hold.Until(DateValue.read(value).toInstant()));
        if (until == null) {
            return read(InputField.HOLD_FOR, value -> new Hold.For(DurationValue.seconds(value)));
        }
        Object span = inputs.explicit(InputField.HOLD_FOR);
        if (span != null && !String.valueOf(span).isBlank()) {
            refuse(InputField.HOLD_UNTIL, "is given beside HoldFor; remove one of them");
        }
        return until;
    }
}
