// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.input;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.outcome.Category;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Adds the attachments of one input to a mail: a map of file name to file, a list of attachments, or the JSON text of
 * either. A value that is none of these becomes a violation that names the input and the element.
 */
record AttachmentInput(Email.Builder mail, Exchange exchange, PlaceCheck places) {

    /** The input that may be a map. */
    void addMapOrList(String input, @Nullable Object value) {
        add(input, value, true);
    }

    /** The input that is a list. */
    void addList(String input, @Nullable Object value) {
        add(input, value, false);
    }

    private void add(String input, @Nullable Object value, boolean takesMap) {
        if (value instanceof CharSequence text) {
            addJson(input, text.toString(), takesMap);
        } else if (value instanceof Map<?, ?> one && takesMap && AttachmentFields.areThese(one)) {
            refuse(
                    input,
                    "has the fields of one attachment where a map of file name and file belongs; put it into a list: "
                            + "[{key, value}]");
        } else if (value instanceof Map<?, ?> files && takesMap) {
            files.forEach((name, file) -> addFile(input + "[" + name + "]", name, JsonValues.plain(file)));
        } else if (value instanceof Collection<?> list) {
            addElements(input, list);
        } else if (value instanceof Object[] array) {
            addElements(input, Arrays.asList(array));
        } else if (value != null) {
            refuse(
                    input,
                    "is " + Kind.of(value) + " where " + (takesMap ? "a map or list" : "a list")
                            + " of attachments belongs");
        }
    }

    /** A blank text is none, as an empty list is. */
    private void addJson(String input, String text, boolean takesMap) {
        if (text.isBlank()) {
            return;
        }
        try {
            if (!JsonValues.looksLikeObject(text)
                    && !JsonValues.looksLikeArray(text)
                    && !JsonValues.looksLikeText(text)) {
                throw new UnusableInputException("is not valid JSON, as a text must be here; give a "
                        + (takesMap ? "map of file name and file" : "list of attachments") + ", or the JSON of one");
            }
            Object value = JsonValues.parse(text);
            if (value instanceof CharSequence) {
                throw new UnusableInputException("is one JSON text where attachments belong");
            }
            add(input, value, takesMap);
        } catch (UnusableInputException e) {
            refuse(input, e.problem());
        }
    }

    private void addFile(String input, @Nullable Object name, @Nullable Object file) {
        try {
            places.look(input, file instanceof Map ? null : file);
            if (!(name instanceof CharSequence fileName)) {
                throw new UnusableInputException("has " + Kind.of(name) + " as its name");
            }
            mail.attach(new AttachmentFields(Map.of()).attach(fileName.toString(), FileValue.read(file, exchange)));
        } catch (UnusableInputException e) {
            refuse(input, e.problem());
        }
    }

    private void addElements(String input, Collection<?> elements) {
        int index = 0;
        for (Object element : elements) {
            String name = input + "[" + index++ + "]";
            try {
                Object plain = JsonValues.plain(element);
                places.look(name, plain);
                mail.attach(element(plain));
            } catch (UnusableInputException e) {
                refuse(name, e.problem());
            }
        }
    }

    private Attachment element(@Nullable Object element) throws UnusableInputException {
        if (element instanceof Attachment attachment) {
            return attachment;
        }
        if (element instanceof Map<?, ?> fields) {
            return new AttachmentFields(fields).read(exchange);
        }
        throw new UnusableInputException("is " + Kind.of(element) + " where an attachment {key, value} belongs");
    }

    private void refuse(String input, String problem) {
        mail.violation(Category.CONTENT, input, problem);
    }
}
