// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The second judge of a mail: what Jakarta Mail makes of it. Says the same as {@link ReceivedMail}, by the same names. */
public final class JakartaReader {

    /** Jakarta Mail searches the whole class path for this service at each part, which is most of a test's time. */
    private static final ClassLoader SERVICES = new ClassLoader(JakartaReader.class.getClassLoader()) {
        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.endsWith("jakarta.mail.util.StreamProvider")
                    ? Collections.enumeration(List.of(inMemory("org.eclipse.angus.mail.util.MailStreamProvider")))
                    : super.getResources(name);
        }
    };

    private final MimeMessage message;
    private final List<ReceivedPart> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;
    private final String tree;

    private JakartaReader(byte[] octets) throws MessagingException, IOException {
        message = new MimeMessage(null, new ByteArrayInputStream(octets));
        tree = read(message);
    }

    public static JakartaReader parse(byte[] octets) {
        return ask(() -> new JakartaReader(octets));
    }

    public @Nullable String subject() {
        return ask(message::getSubject);
    }

    /** The first header of that name, unfolded and decoded, or null. */
    public @Nullable String header(String name) {
        return ask(() -> {
            String[] values = message.getHeader(name);
            return values == null ? null : MimeUtility.decodeText(MimeUtility.unfold(values[0]));
        });
    }

    public List<String> mailboxes(String name) {
        return ask(() -> {
            String value = message.getHeader(name, ",");
            List<String> mailboxes = new ArrayList<>();
            for (InternetAddress a :
                    value == null ? new InternetAddress[0] : InternetAddress.parseHeader(value, true)) {
                mailboxes.add(a.getPersonal() == null ? a.getAddress() : a.getPersonal() + " <" + a.getAddress() + ">");
            }
            return mailboxes;
        });
    }

    public @Nullable Instant date() {
        Date date = ask(message::getSentDate);
        return date == null ? null : date.toInstant();
    }

    public String tree() {
        return tree;
    }

    public @Nullable String text() {
        return text;
    }

    public @Nullable String html() {
        return html;
    }

    public List<ReceivedPart> attachments() {
        return List.copyOf(attachments);
    }

    private static URL inMemory(String text) throws IOException {
        return new URL("memory", "", -1, "/", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                    }
                };
            }
        });
    }

    private static <T> T ask(Callable<T> question) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(SERVICES);
            return question.call();
        } catch (Exception e) {
            throw new AssertionError("Jakarta Mail cannot read the mail", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private String read(MimePart part) throws MessagingException, IOException {
        ContentType type = new ContentType(part.getContentType());
        String name = type.getBaseType().toLowerCase(Locale.ROOT);
        if (part.isMimeType("multipart/*")) {
            MimeMultipart multipart = (MimeMultipart) part.getContent();
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < multipart.getCount(); i++) {
                parts.add(read((MimePart) multipart.getBodyPart(i)));
            }
            return type.getSubType() + parts.stream().collect(Collectors.joining(",", "[", "]"));
        }
        if (part.getDisposition() == null && name.equals("text/plain") && text == null) {
            text = (String) part.getContent();
        } else if (part.getDisposition() == null && name.equals("text/html") && html == null) {
            html = (String) part.getContent();
        } else {
            attachments.add(attachment(part, type, name));
        }
        return name;
    }

    private static ReceivedPart attachment(MimePart part, ContentType type, String name)
            throws MessagingException, IOException {
        String typeName = type.getParameter("name");
        String id = part.getContentID();
        return new ReceivedPart(
                part.getFileName(),
                typeName == null ? null : MimeUtility.decodeText(MimeUtility.unfold(typeName)),
                name,
                part.getDisposition(),
                id == null ? null : id.replaceAll("^<|>$", ""),
                octets(part));
    }

    private static byte[] octets(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }
}
