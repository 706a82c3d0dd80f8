// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Inputs of every form in every place, most of them legal, all of them odd; the same again for the same seed. */
final class HostileInputGenerator {

    /** What every mail that must not arrive anywhere holds. */
    static final String LEAK = "leak@evil.example";

    private boolean hasContentId;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREFIX = "CamelSmtpConnector";

    /** Headers that a caller over HTTP could set, or that mean something to somebody else. */
    private static final List<String> FOREIGN = List.of(
            "To",
            "to",
            "Cc",
            "Bcc",
            "From",
            "Subject",
            "Reply-To",
            "Sender",
            "Content-Type",
            "contentType",
            "Content-Transfer-Encoding",
            "MIME-Version",
            "Message-ID",
            "Host",
            "Authorization",
            "mail.smtp.host",
            "mail.smtp.ssl.trust",
            "CamelMailTo",
            "CamelHttpUri",
            "CamelFileName",
            PREFIX + "Host",
            PREFIX + "Port",
            PREFIX + "Username",
            PREFIX + "UseTls",
            PREFIX + "EnvelopeFrom",
            PREFIX + "MessageId",
            PREFIX + "QueueId",
            PREFIX + "Memory",
            "X-Evil\r\nBcc");

    private final Random random;
    private HostileInput input = new HostileInput();

    HostileInputGenerator(long seed) {
        random = new Random(seed);
    }

    HostileInput next() {
        input = new HostileInput();
        for (int i = random.nextInt(4); i > 0; i--) {
            input.headers.put(FOREIGN.get(random.nextInt(FOREIGN.size())), LEAK);
        }
        sender();
        returnPath();
        addresses("To", "to", true, 3);
        addresses("DynamicTo", random.nextBoolean() ? "dynamicTo" : "toJson", false, 2);
        addresses("Cc", "cc", true, 1);
        addresses("CcJson", "ccJson", false, 1);
        addresses("Bcc", "bcc", true, 1);
        addresses("BccJson", "bccJson", false, 1);
        addresses("ReplyTo", "replyTo", true, 1);
        text("Subject", "subject", Pieces.SUBJECTS, Pieces.NO_SUBJECTS);
        text("Text", "text", Pieces.TEXTS, Pieces.NO_TEXTS);
        text("Html", "html", Pieces.TEXTS, Pieces.NO_TEXTS);
        files("Attachments", "attachments", true);
        files("MultipleAttachments", "multipleAttachments", false);
        fields();
        shapeBody();
        return input;
    }

    /** A header field of any name, and the others that are one text. */
    private void fields() {
        if (random.nextInt(3) == 0) {
            Piece name = Piece.pick(Pieces.HEADER_NAMES, Pieces.NO_HEADER_NAMES, random);
            Piece text = Piece.pick(Pieces.SUBJECTS, Pieces.NO_SUBJECTS, random);
            if (text.text() instanceof String given) {
                Map<String, String> map = Map.of(name.string(), given);
                put("Headers", "headers", false, random.nextInt(3) == 0 ? json(map) : map);
                input.poisoned |= name.isRefused() || text.isRefused();
                input.extra.put(name.string(), String.valueOf(text.meaning()));
            }
        }
        field("OwnMessageId", "ownMessageId", "Message-ID");
        thread("InReplyTo", "inReplyTo", "In-Reply-To");
        thread("References", "references", "References");
        field("ListUnsubscribe", "listUnsubscribe", "List-Unsubscribe");
    }

    private void field(String header, String field, String line) {
        if (random.nextInt(4) == 0) {
            boolean uri = line.equals("List-Unsubscribe");
            Piece piece = Piece.pick(
                    uri ? Pieces.UNSUBSCRIBE : Pieces.MESSAGE_IDS,
                    uri ? Pieces.NO_UNSUBSCRIBE : Pieces.NO_MESSAGE_IDS,
                    random);
            put(header, field, false, piece.text());
            input.poisoned |= piece.isRefused();
            input.extra.put(line, String.valueOf(piece.meaning()));
        }
    }

    private void thread(String header, String field, String line) {
        if (random.nextInt(4) == 0) {
            List<Piece> pieces = random.nextInt(50) == 0 ? Pieces.NO_THREADS : Pieces.THREADS;
            Piece piece = pieces.get(random.nextInt(pieces.size()));
            put(header, field, false, piece.text());
            input.poisoned |= piece.isRefused();
            input.extra.put(line, String.valueOf(piece.meaning()));
        }
    }

    private void sender() {
        Piece piece = Piece.pick(Pieces.ADDRESSES, Pieces.NO_ADDRESSES, random);
        if (!(piece.text() instanceof List)) {
            put("From", "from", true, piece.text());
            input.poisoned |= piece.isRefused();
            means("From", piece);
        } else {
            put("From", "from", true, "ann@example.com");
            input.at("From").add("ann@example.com");
        }
    }

    private void returnPath() {
        Piece piece = Piece.pick(Pieces.ADDRESSES, Pieces.NO_ADDRESSES, random);
        if (random.nextInt(5) == 0 && piece.text() instanceof String text && !text.equals("<>")) {
            input.options.put("envelopeFrom", text);
            input.poisoned |= piece.isRefused();
            input.returnPath = (String) piece.meaning();
        }
    }

    private void addresses(String header, String field, boolean optional, int most) {
        int count = random.nextInt(most + 1);
        if (count == 0 && optional) {
            return;
        }
        List<Object> texts = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Piece piece = Piece.pick(Pieces.ADDRESSES, Pieces.NO_ADDRESSES, random);
            pieces.add(piece);
            texts.add(piece.text());
        }
        Object value = texts;
        switch (random.nextInt(4)) {
            case 0 -> value = json(texts);
            case 1 -> value = texts.toArray();
            default -> {
                if (texts.stream().allMatch(String.class::isInstance)) {
                    value = String.join(random.nextBoolean() ? ", " : ";", texts.toArray(String[]::new));
                }
            }
        }
        put(header, field, optional, value);
        for (Piece piece : pieces) {
            input.poisoned |= piece.isRefused();
            means(line(header), piece);
        }
    }

    private void means(String line, Piece piece) {
        if (piece.meaning() != null) {
            input.at(line).add((String) piece.meaning());
        }
    }

    private static String line(String header) {
        return header.startsWith("Cc")
                ? "Cc"
                : header.startsWith("Bcc") ? "Bcc" : header.equals("ReplyTo") ? "Reply-To" : "To";
    }

    private void text(String header, String field, List<Piece> good, List<Piece> bad) {
        if (random.nextInt(3) == 0) {
            return;
        }
        Piece piece =
                random.nextInt(25) == 0 ? bad.get(random.nextInt(bad.size())) : good.get(random.nextInt(good.size()));
        if (header.equals("Subject") && random.nextInt(20) == 0 && !piece.isRefused()) {
            piece = piece.poisoned(random);
        }
        put(header, field, piece.text() instanceof String, piece.text());
        input.poisoned |= piece.isRefused();
        if (header.equals("Subject")) {
            input.subject = (String) piece.meaning();
        } else {
            input.hasContent = true;
        }
    }

    private void files(String header, String field, boolean takesMap) {
        int count = random.nextInt(3);
        if (count == 0) {
            return;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> list = new ArrayList<>();
        boolean asMap = takesMap && random.nextBoolean();
        for (int i = 0; i < count; i++) {
            Piece name = random.nextInt(10) == 0
                    ? Pieces.FOLDERS.get(random.nextInt(Pieces.FOLDERS.size()))
                    : Piece.pick(Pieces.NAMES, Pieces.NO_NAMES, random);
            if (map.containsKey(name.string())) {
                continue;
            }
            Piece file = random.nextInt(20) == 0
                    ? Pieces.NO_FILES.get(random.nextInt(Pieces.NO_FILES.size()))
                    : Pieces.FILES.get(random.nextInt(Pieces.FILES.size()));
            map.put(name.string(), file.text());
            list.add(asMap ? Map.of() : object(name, file));
            input.poisoned |= name.isRefused() || file.isRefused();
            input.files.add(new HostileInput.File(String.valueOf(name.meaning()), String.valueOf(file.meaning())));
        }
        input.hasContent = true;
        Object value = asMap ? map : list;
        put(header, field, false, random.nextInt(3) == 0 ? json(value) : value);
    }

    private Map<String, Object> object(Piece name, Piece file) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(List.of("key", "fileName", "name").get(random.nextInt(3)), name.text());
        object.put(random.nextBoolean() ? "value" : "content", file.text());
        if (random.nextInt(3) == 0) {
            object.put("contentType", checked(Piece.pick(Pieces.TYPES, Pieces.NO_TYPES, random)));
        }
        if (random.nextInt(4) == 0 && !hasContentId) {
            hasContentId = true; // Two files of one id are refused.
            object.put("contentId", checked(Piece.pick(Pieces.IDS, Pieces.NO_IDS, random)));
        }
        if (random.nextInt(60) == 0) {
            object.put(List.of("path", "href", "url", "headers", "Raw").get(random.nextInt(5)), "file:/etc/passwd");
            input.poisoned = true;
        }
        return object;
    }

    private Object checked(Piece piece) {
        input.poisoned |= piece.isRefused();
        return piece.text();
    }

    /** In one place, or in two of which the first counts; a header has any case, as it may have come that way. */
    private void put(String header, String field, boolean hasOption, Object value) {
        int place = random.nextInt(hasOption && value instanceof String ? 4 : 3);
        if (place == 0) {
            input.headers.put(anyCase(PREFIX + header), value);
            if (random.nextInt(4) == 0) {
                input.fields.put(field, LEAK);
            }
        } else if (place == 3) {
            input.options.put(field, (String) value);
        } else {
            input.fields.put(field, value);
        }
    }

    private String anyCase(String name) {
        return switch (random.nextInt(6)) {
            case 0 -> name.toLowerCase(Locale.ROOT);
            case 1 -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }

    private void shapeBody() {
        switch (random.nextInt(3)) {
            case 0 -> input.body = JSON.valueToTree(input.fields);
            case 1 -> {
                input.body = json(input.fields);
                input.bodyIsJsonText = true;
            }
            default -> input.body = input.fields;
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
