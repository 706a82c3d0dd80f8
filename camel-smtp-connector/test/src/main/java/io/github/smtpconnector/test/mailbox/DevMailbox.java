// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import io.github.smtpconnector.testkit.Fault;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.SmtpTestServer.TakenMail;
import io.github.smtpconnector.testkit.SmtpTestSession;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that takes every mail, and the page that shows them; both at the loopback address alone. */
final class DevMailbox implements AutoCloseable {

    /** Enough to look at; the oldest give way. */
    static final int MOST = 500;

    private final SmtpTestServer server = new SmtpTestServer();
    private final List<Kept> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Clock clock;
    private final MailboxSite site;

    private DevMailbox(int port, Clock clock) throws IOException {
        this.clock = clock;
        this.site = new MailboxSite(port, this);
    }

    /** Shows the page at this port, or at a free one where it is 0. */
    static DevMailbox start(int port, Clock clock) throws IOException {
        DevMailbox mailbox = new DevMailbox(port, clock);
        mailbox.server
                .with("DSN", "DELIVERBY", "FUTURERELEASE 2592000 2030-01-01T00:00:00Z")
                .on("RCPT", DevMailbox::judge);
        mailbox.server.mails().onEach(mailbox::keep);
        mailbox.server.start();
        mailbox.site.start();
        return mailbox;
    }

    /** An application's ways with refusals can be tried too. */
    private static boolean judge(SmtpTestSession session) throws IOException {
        String command = session.command().toLowerCase(Locale.ROOT);
        if (command.contains("<refused@")) {
            return Fault.reply("550 5.1.1 refused, as its name asks for").at(session);
        }
        if (command.contains("<deferred@")) {
            return Fault.reply("450 4.2.1 deferred, as its name asks for").at(session);
        }
        return true;
    }

    private void keep(TakenMail taken) {
        mails.add(0, Kept.of(ids.incrementAndGet(), LocalDateTime.now(clock), taken));
        while (mails.size() > MOST) {
            mails.remove(mails.size() - 1);
        }
        // They are kept here, and an application in development can run for days.
        server.mails().clear();
        server.session(taken.connection()).forgetCommands();
    }

    /** The newest first. */
    List<Kept> mails() {
        return mails;
    }

    Optional<Kept> mail(int id) {
        return mails.stream().filter(mail -> mail.id() == id).findFirst();
    }

    void empty() {
        mails.clear();
    }

    int smtpPort() {
        return server.port();
    }

    String address() {
        return site.address();
    }

    @Override
    public void close() {
        site.close();
        server.close();
    }
}
