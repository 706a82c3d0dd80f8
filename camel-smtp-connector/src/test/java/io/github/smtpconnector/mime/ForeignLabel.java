// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import io.github.smtpconnector.email.Attachment;
import io.github.smtpconnector.email.Content;
import io.github.smtpconnector.email.ForeignNames;
import io.github.smtpconnector.received.OddFile;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands on a part of a received mail, as Jakarta Mail gives it to camel-mail. */
record ForeignLabel(@Nullable String name, @Nullable String type, @Nullable String disposition, @Nullable String id) {

    static final List<ForeignLabel> ALL = Stream.concat(
                    OddFile.all().stream().map(ForeignLabel::of).filter(Objects::nonNull),
                    Stream.of(
                            new ForeignLabel("a.p7m", "application/pkcs7-mime; smime-type=enveloped-data", null, null),
                            new ForeignLabel("", "multipart/mixed; boundary=x", "inline", "<a b>"),
                            new ForeignLabel("\u202Etxt.exe", "text/plain; charset=\"x\\\"y\"", null, "<x@y>"),
                            new ForeignLabel(" . ", "text/x; a*0=b; a*1=c; a=\u00e9", "attachment", "<>"),
                            new ForeignLabel(
                                    "a\"b\\c.eml", "message/rfc822; x=\"a;b\"", null, "<" + "i".repeat(990) + ">")))
            .toList();

    /** Null where Jakarta Mail itself reads no name: then camel-mail gives no file. */
    private static @Nullable ForeignLabel of(OddFile file) {
        byte[] mail = file.mail(0).getBytes(StandardCharsets.ISO_8859_1);
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(mail));
            BodyPart part = ((MimeMultipart) message.getContent()).getBodyPart(1);
            return new ForeignLabel(
                    part.getFileName(),
                    part.getContentType(),
                    first(part, "Content-Disposition"),
                    first(part, "Content-ID"));
        } catch (MessagingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String first(BodyPart part, String header) throws MessagingException {
        String[] values = part.getHeader(header);
        return values == null ? null : values[0];
    }

    /** The file that is made of it; a number makes its id the only one of its mail. */
    Attachment attachment(int number, Content content, boolean shown) {
        String fileName = ForeignNames.fileName(ForeignText.fileName(name == null ? "" : name, disposition));
        String contentId = ForeignNames.contentId(id);
        return new Attachment(
                fileName,
                ForeignMediaType.of(type, fileName),
                content,
                shown && contentId != null,
                contentId == null ? null : number + "." + contentId);
    }
}
