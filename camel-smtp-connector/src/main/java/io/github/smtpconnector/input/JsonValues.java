// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns JSON, as text or as Jackson's nodes, into plain maps, lists, texts and numbers, and back into text. */
final class JsonValues {

    private JsonValues() {}

    /** The value of a JSON text. A byte order mark before it is none of its own (RFC 8259 section 8.1). */
    static @Nullable Object parse(String json) throws UnusableInputException {
        try {
            return Json.MAPPER.readValue(withoutMark(json), Object.class);
        } catch (JsonProcessingException e) {
            // Jackson's own message quotes the text, which is content; the place is enough.
            var place = e.getLocation();
            throw new UnusableInputException(
                    "is not valid JSON"
                            + (place == null
                                    ? ""
                                    : " at line " + place.getLineNr() + ", column " + place.getColumnNr()),
                    e);
        }
    }

    /** Whether the text can only be meant as a JSON array, because no address begins like this. */
    static boolean looksLikeArray(String text) {
        return withoutMark(text).stripLeading().startsWith("[");
    }

    /** Whether the text can be meant as a JSON object. */
    static boolean looksLikeObject(String text) {
        return withoutMark(text).stripLeading().startsWith("{");
    }

    /** Whether the text can be meant as a JSON text. */
    static boolean looksLikeText(String text) {
        return withoutMark(text).stripLeading().startsWith("\"");
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A Jackson node as plain Java; anything else as it is. Without recursion: a node made by hand may be of any depth. */
    static @Nullable Object plain(@Nullable Object value) {
        if (!(value instanceof JsonNode node)) {
            return value;
        }
        Deque<Container> open = new ArrayDeque<>();
        Object root = plain(node, open);
        while (!open.isEmpty()) {
            open.pop().fill(open);
        }
        return root;
    }

    /** A leaf as it is; a container empty, and among those to be filled. */
    private static @Nullable Object plain(JsonNode node, Deque<Container> open) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node, open);
            case ARRAY -> array(node, open);
            case STRING -> node.textValue();
            case BINARY -> ((BinaryNode) node).binaryValue();
            case POJO -> ((POJONode) node).getPojo();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.numberValue();
            case NULL, MISSING -> null;
        };
    }

    /** What is still to be filled. */
    private interface Container {
        void fill(Deque<Container> open);
    }

    private static Map<String, @Nullable Object> object(JsonNode node, Deque<Container> open) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        open.push(deeper ->
                node.properties().forEach(member -> map.put(member.getKey(), plain(member.getValue(), deeper))));
        return map;
    }

    private static List<@Nullable Object> array(JsonNode node, Deque<Container> open) {
        List<@Nullable Object> list = new ArrayList<>(node.size());
        open.push(deeper -> node.forEach(element -> list.add(plain(element, deeper))));
        return list;
    }

    /** The JSON of a map or list, as UTF-8. */
    static byte[] write(Object value) throws UnusableInputException {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UnusableInputException("cannot be written as JSON", e);
        }
    }

    /** Made when the first JSON comes: most mails have none, and Jackson takes its time to begin. */
    private static final class Json {

        /**
         * Strict where leniency would lose something silently: a second member of the same name, or what follows the end.
         * Texts of any length, because a whole attachment can be one.
         */
        static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(Integer.MAX_VALUE)
                                .build())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
