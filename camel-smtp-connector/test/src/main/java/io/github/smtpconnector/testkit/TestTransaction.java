// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mail that is coming over one connection (RFC 5321 section 3.3). */
final class TestTransaction {

    private final SmtpTestSession session;
    private final List<String> recipients = new ArrayList<>();
    private @Nullable String mail;
    private ByteArrayOutputStream content = new ByteArrayOutputStream();

    TestTransaction(SmtpTestSession session) {
        this.session = session;
    }

    int contentSize() {
        return content.size();
    }

    void mail(String command) throws IOException {
        if (mail != null) {
            session.reply("503 5.5.1 nested MAIL command");
        } else if (session.does("MAIL")) {
            mail = command;
            session.reply("250 2.1.0 ok");
        }
    }

    void reset() throws IOException {
        if (session.does("RSET")) {
            clear();
            session.reply("250 2.0.0 ok");
        }
    }

    void recipient(String command) throws IOException {
        if (mail == null) {
            session.reply("503 5.5.1 MAIL first");
        } else if (recipients.size() >= session.server.maxRecipients) {
            session.reply("452 4.5.3 too many recipients");
        } else if (session.does("RCPT")) {
            recipients.add(command.substring(command.indexOf('<') + 1, command.lastIndexOf('>')));
            session.reply("250 2.1.5 ok");
        }
    }

    void data() throws IOException {
        if (recipients.isEmpty()) {
            session.reply("503 5.5.1 RCPT first");
        } else if (session.does("DATA")) {
            session.reply("354 go ahead");
            boolean more = session.line.readContentLine(content);
            boolean wanted = session.does("BODY");
            while (more) {
                more = session.line.readContentLine(content);
            }
            takeIf(wanted);
        }
    }

    void bdat(String command) throws IOException {
        String[] words = command.split(" ", -1);
        if (!session.does("CHUNK")) {
            return;
        }
        int size = Integer.parseInt(words[1]);
        byte[] begun = session.line.read(size / 2);
        boolean wanted = session.does("BODY");
        byte[] rest = session.line.read(size - size / 2);
        boolean last = words.length > 2 && words[2].equalsIgnoreCase("LAST");
        if (recipients.isEmpty()) {
            session.reply("503 5.5.1 RCPT first");
        } else if (wanted && session.does("BDAT")) {
            if (!session.server.discarding) {
                content.write(begun);
                content.write(rest);
            }
            if (last) {
                takeIf(true);
            } else {
                session.reply("250 2.0.0 " + size + " octets");
            }
        } else {
            clear();
        }
    }

    private void takeIf(boolean wanted) throws IOException {
        if (wanted && session.does("CONTENT")) {
            String reply = "250 2.0.0 ok queued as TEST" + session.server.queued.incrementAndGet();
            keepIn(session.server.mails, reply);
            // Last: a test that has waited for it finds the mail.
            session.server.taken.incrementAndGet();
            clear();
            session.reply(reply);
        } else {
            keepIn(session.server.refused, "");
            clear();
        }
    }

    private void keepIn(List<SmtpTestServer.TakenMail> mails, String reply) {
        if (!session.server.discarding) {
            mails.add(new SmtpTestServer.TakenMail(
                    String.valueOf(mail), List.copyOf(recipients), content.toByteArray(), session.number, reply));
        }
    }

    void clear() {
        mail = null;
        recipients.clear();
        content = new ByteArrayOutputStream();
    }
}
