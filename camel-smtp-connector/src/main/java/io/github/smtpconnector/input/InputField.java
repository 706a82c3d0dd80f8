// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.headers.HeaderNames;
import io.github.smtpconnector.headers.InputHeaders;
import io.github.smtpconnector.options.AllOptions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inputs of a mail: what a header, a body field and an option call each of them. */
enum InputField {
    FROM(InputHeaders.FROM, "from"),
    TO(InputHeaders.TO, "to"),
    DYNAMIC_TO(InputHeaders.DYNAMIC_TO, "dynamicTo"),
    CC(InputHeaders.CC, "cc"),
    CC_JSON(InputHeaders.CC_JSON, "ccJson"),
    BCC(InputHeaders.BCC, "bcc"),
    BCC_JSON(InputHeaders.BCC_JSON, "bccJson"),
    REPLY_TO(InputHeaders.REPLY_TO, "replyTo"),
    SUBJECT(InputHeaders.SUBJECT, "subject"),
    TEXT(InputHeaders.TEXT, "text"),
    HTML(InputHeaders.HTML, "html"),
    ATTACHMENTS(InputHeaders.ATTACHMENTS, "attachments"),
    MULTIPLE_ATTACHMENTS(InputHeaders.MULTIPLE_ATTACHMENTS, "multipleAttachments"),
    HEADERS(InputHeaders.HEADERS, "headers"),
    SENDER(InputHeaders.SENDER, "sender"),
    OWN_MESSAGE_ID(InputHeaders.OWN_MESSAGE_ID, "ownMessageId"),
    IN_REPLY_TO(InputHeaders.IN_REPLY_TO, "inReplyTo"),
    REFERENCES(InputHeaders.REFERENCES, "references"),
    DATE(InputHeaders.DATE, "date"),
    PRIORITY(InputHeaders.PRIORITY, "priority"),
    READ_RECEIPT_TO(InputHeaders.READ_RECEIPT_TO, "readReceiptTo"),
    LIST_UNSUBSCRIBE(InputHeaders.LIST_UNSUBSCRIBE, "listUnsubscribe"),
    CALENDAR(InputHeaders.CALENDAR, "calendar"),
    DSN_NOTIFY(InputHeaders.DSN_NOTIFY, "dsnNotify"),
    DSN_RETURN(InputHeaders.DSN_RETURN, "dsnReturn"),
    ENVELOPE_ID(InputHeaders.ENVELOPE_ID, "envelopeId"),
    REQUIRE_TLS(InputHeaders.REQUIRE_TLS, "requireTls"),
    HOLD_FOR(InputHeaders.HOLD_FOR, "holdFor"),
    HOLD_UNTIL(InputHeaders.HOLD_UNTIL, "holdUntil"),
    DELIVER_BY(InputHeaders.DELIVER_BY, "deliverBy");

    /** What the original connector calls {@link #DYNAMIC_TO}; flows ported from it keep the name. */
    static final String DYNAMIC_TO_ALIAS = "toJson";

    private static final HeaderNames<InputField> BY_HEADER = new HeaderNames<>(Stream.concat(
                    Arrays.stream(values()).map(field -> Map.entry(field.header(), field)),
                    Stream.of(Map.entry(InputHeaders.TO_JSON, DYNAMIC_TO)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));

    private final String header;
    private final String bodyField;
    private final String title;

    InputField(String header, String bodyField) {
        this.header = header;
        this.bodyField = bodyField;
        this.title = header.substring(HeaderNames.PREFIX.length());
    }

    /** The input that a header of this name gives, or null when it gives none. */
    static @Nullable InputField ofHeader(String name) {
        return BY_HEADER.get(name);
    }

    String header() {
        return header;
    }

    String bodyField() {
        return bodyField;
    }

    /** The option of the same name, or null where there is none or it is not set. */
    @Nullable
    Object option(AllOptions options) {
        return switch (this) {
            case FROM -> options.getFrom();
            case TO -> options.getTo();
            case CC -> options.getCc();
            case BCC -> options.getBcc();
            case REPLY_TO -> options.getReplyTo();
            case SUBJECT -> options.getSubject();
            case TEXT -> options.getText();
            case HTML -> options.getHtml();
            case LIST_UNSUBSCRIBE -> options.getListUnsubscribe();
            case DSN_NOTIFY -> options.getDsnNotify();
            case DSN_RETURN -> options.getDsnReturn();
            case REQUIRE_TLS -> options.isRequireTls() ? Boolean.TRUE : null;
            case HOLD_FOR -> options.getHoldFor();
            case DELIVER_BY -> options.getDeliverBy();
            default -> null;
        };
    }

    /** The name that a violation shows: {@code DynamicTo}, for instance. */
    String title() {
        return title;
    }

    /** Those of the keys that are no body field. */
    static List<String> unknownAmong(Collection<?> keys) {
        return keys.stream()
                .map(String::valueOf)
                .filter(key -> !key.equals(DYNAMIC_TO_ALIAS))
                .filter(key -> Arrays.stream(values()).noneMatch(field -> field.bodyField.equals(key)))
                .toList();
    }
}
