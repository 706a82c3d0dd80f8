// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.headers.HeaderNames;
import io.github.smtpconnector.headers.InputHeaders;
import io.github.smtpconnector.options.AllOptions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The inputs of a mail: what a header, a body field and an option call each of them. */
enum InputField {
    FROM(InputHeaders.FROM, "from"),
    TO(InputHeaders.TO, "to"),
    /** The second name is that of the original connector; flows ported from it keep it. */
    DYNAMIC_TO(InputHeaders.DYNAMIC_TO, "dynamicTo", InputHeaders.TO_JSON, "toJson"),
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

    private static final HeaderNames<InputField> BY_HEADER = new HeaderNames<>(Arrays.stream(values())
            .flatMap(field -> field.names.stream().map(name -> Map.entry(name.header, field)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));

    /** Those that can be given twice in one body. */
    static final List<InputField> WITH_SEVERAL_NAMES =
            Arrays.stream(values()).filter(field -> field.names.size() > 1).toList();

    private static final Set<String> BODY_FIELDS = Arrays.stream(values())
            .flatMap(field -> field.names.stream().map(Name::bodyField))
            .collect(Collectors.toUnmodifiableSet());

    @SuppressWarnings("ImmutableEnumChecker") // The list cannot be changed.
    private final List<Name> names;

    /** One name of an input: in a header, in the body, and in an error. */
    record Name(String header, String bodyField, String title) {

        private Name(String header, String bodyField) {
            this(header, bodyField, title(header));
        }

        /** What an error calls the input that stands in this header: {@code ToJson}, for instance. */
        static String title(String header) {
            return header.substring(HeaderNames.PREFIX.length());
        }
    }

    InputField(String header, String bodyField) {
        this.names = List.of(new Name(header, bodyField));
    }

    InputField(String header, String bodyField, String otherHeader, String otherBodyField) {
        this.names = List.of(new Name(header, bodyField), new Name(otherHeader, otherBodyField));
    }

    /** The input that a header of this name gives, or null when it gives none. */
    static @Nullable InputField ofHeader(String name) {
        return BY_HEADER.get(name);
    }

    /** All that an input is called; most have one name. The first is the one that is advised. */
    List<Name> names() {
        return names;
    }

    String header() {
        return names.get(0).header();
    }

    String bodyField() {
        return names.get(0).bodyField();
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

    /**
     * Whether the first of two names is advised rather than the second: what counts is not the order of the headers, which
     * is another one with each version of Camel.
     */
    boolean isAdvised(String name, String other) {
        int rank = rank(name);
        int otherRank = rank(other);
        return rank == otherRank ? name.compareTo(other) < 0 : rank < otherRank;
    }

    private int rank(String title) {
        int rank = 0;
        while (rank < names.size() && !names.get(rank).title().equalsIgnoreCase(title)) {
            rank++;
        }
        return rank;
    }

    /** The name that an error shows where it does not matter what the route calls the input. */
    String title() {
        return names.get(0).title();
    }

    /** Those of the keys that are no body field. */
    static List<String> unknownAmong(Collection<?> keys) {
        return keys.stream()
                .map(String::valueOf)
                .filter(key -> !BODY_FIELDS.contains(key))
                .toList();
    }
}
