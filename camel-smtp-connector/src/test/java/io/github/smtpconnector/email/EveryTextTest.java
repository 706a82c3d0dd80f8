// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each method that takes a text, found by reflection, answers a megabyte of anything within seconds and in one short
 * line.
 */
class EveryTextTest {

    private static final int SIZE = 1 << 20;
    private static final Path SOURCES = Path.of("src/main/java/io/github/smtpconnector/email");

    private static final List<String> PARTS = List.of(
            " ",
            "\t",
            "\r\n",
            "\r\n ",
            " ,",
            "\0",
            "a",
            ".",
            ",",
            ";",
            ":",
            "@",
            "<",
            ">",
            "(",
            "\"",
            "\\",
            "=",
            "*",
            "/",
            "ü",
            "ß",
            "İ",
            "😀",
            "\uD83C\uDFF4",
            "\uDB40\uDC67",
            "\uD800",
            "\u200F",
            "\u00A0",
            "<a@b>",
            "a@b,",
            "x=y;",
            "\"\\",
            "METHOD:",
            ",https:",
            "xn--",
            "1;",
            "::",
            "%41");

    private static final List<String> BEGINNINGS =
            List.of("", "BEGIN:VCALENDAR\nMETHOD:REQUEST\n", "text/plain; a=\"", "a@", "a@[IPv6:", "<\"", "https://a/");

    private static final Attachment FILE = Attachment.of("a", new byte[0]);

    /** Owners of the methods, and arguments other than the text. */
    private static final Map<Class<?>, Supplier<Object>> SAMPLES = Map.ofEntries(
            Map.entry(Email.Builder.class, Emails::valid),
            Map.entry(Attachment.class, () -> FILE),
            Map.entry(
                    DeliveryRequest.class,
                    () -> new DeliveryRequest(Set.of(Notify.SUCCESS), null, null, false, null, null)),
            Map.entry(Content.class, FILE::content),
            Map.entry(AddressField.class, () -> AddressField.TO),
            Map.entry(EmailAddress.class, () -> EmailAddress.parse("a@b.example")),
            Map.entry(
                    io.github.smtpconnector.outcome.Category.class,
                    () -> io.github.smtpconnector.outcome.Category.CONTENT),
            Map.entry(List.class, () -> List.of("a@b.example")),
            Map.entry(Map.class, Map::of),
            Map.entry(Set.class, Set::of),
            Map.entry(String.class, () -> "a@b.example"),
            Map.entry(boolean.class, () -> false),
            Map.entry(byte[].class, () -> new byte[0]),
            Map.entry(Instant.class, Instant::now));

    /** A text argument of a public method or constructor. */
    record Entry(Executable executable, Class<?> owner, int index) {

        @Override
        public String toString() {
            return owner.getSimpleName() + "." + executable.getName() + "[" + index + "]";
        }
    }

    static List<Entry> entries() throws IOException, ClassNotFoundException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!name.equals("package-info")) {
                    collect(Class.forName("io.github.smtpconnector.email." + name), entries);
                }
            }
        }
        assertThat(entries).extracting(Entry::toString).contains("Builder.inReplyTo[0]", "Attachment.withContentId[0]");
        return entries;
    }

    private static void collect(Class<?> type, List<Entry> entries) {
        if (Modifier.isPublic(type.getModifiers())) {
            Stream<Executable> all = Stream.concat(Stream.of(type.getConstructors()), Stream.of(type.getMethods()));
            all.filter(executable -> isOurs(executable, type)).forEach(executable -> {
                for (int i = 0; i < executable.getParameterCount(); i++) {
                    if (executable.getParameterTypes()[i] == String.class) {
                        entries.add(new Entry(executable, type, i));
                    }
                }
            });
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            collect(nested, entries);
        }
    }

    private static boolean isOurs(Executable executable, Class<?> type) {
        boolean generated = type.isEnum() && executable.getName().equals("valueOf");
        return !generated && executable.getDeclaringClass().getName().startsWith("io.github.smtpconnector.email.");
    }

    static List<String> parts() {
        return PARTS;
    }

    @ParameterizedTest
    @MethodSource("parts")
    void answersAMegabyteOfAnything(String part) throws Exception {
        String megabyte = part.repeat(SIZE / part.length());
        List<String> texts = new ArrayList<>(List.of(megabyte));
        BEGINNINGS.forEach(beginning -> texts.add(beginning + megabyte.substring(0, SIZE / 16) + "x"));
        for (Entry entry : entries()) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> {
                        for (String text : texts) {
                            call(entry, text);
                        }
                    },
                    entry::toString);
        }
    }

    private static void call(Entry entry, String text) throws ReflectiveOperationException {
        Object[] arguments = Arrays.stream(entry.executable().getParameterTypes())
                .map(EveryTextTest::sample)
                .toArray();
        arguments[entry.index()] = text;
        try {
            Object result = entry.executable() instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) entry.executable()).invoke(owner(entry), arguments);
            if (result instanceof Email.Builder mail) {
                mail.build();
            }
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOfAny(PermanentSmtpException.class, IllegalArgumentException.class);
            checkMessage(e.getCause());
        } catch (PermanentSmtpException e) {
            checkMessage(e);
        }
    }

    private static void checkMessage(Throwable refusal) {
        assertThat(refusal.getMessage()).hasSizeLessThan(6500).doesNotContain("\r", "\n", "\0", "\uD800");
    }

    private static @Nullable Object owner(Entry entry) {
        return Modifier.isStatic(entry.executable().getModifiers()) ? null : sample(entry.owner());
    }

    private static @Nullable Object sample(Class<?> type) {
        return type.getPackageName().equals(EveryTextTest.class.getPackageName()) && !SAMPLES.containsKey(type)
                ? null
                : SAMPLES.getOrDefault(type, () -> null).get();
    }
}
