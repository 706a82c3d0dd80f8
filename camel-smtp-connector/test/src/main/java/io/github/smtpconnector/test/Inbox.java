// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** What came to a {@link MailServer}, since its start or since the test began. */
public abstract sealed class Inbox permits MailServer {

    final Running running;
    private Duration limit = Duration.ofSeconds(10);

    Inbox(Running running) {
        this.running = running;
    }

    /** The mail of which the test goes on to say what it is like. */
    public ExpectedMail mail() {
        return new ExpectedMail(this);
    }

    /** The mails that have come until now, in order. */
    public List<Mail> mails() {
        return running.arrivals.now();
    }

    /** Waits until so many mails have come, which then are all. */
    public List<Mail> mails(int count) {
        List<Mail> mails = await(all -> all.size() >= count);
        if (mails.size() != count) {
            throw new AssertionError(mails.size() + " mails instead of " + count + ". " + running.report());
        }
        return mails;
    }

    /** Fails if a mail has come until now. */
    public void hasNoMail() {
        mails(0);
    }

    /** Forgets all mails, commands and connections until now. */
    public void forget() {
        running.forget();
    }

    /** How many connections were opened. */
    public int connections() {
        return running.connections();
    }

    /** The commands that were heard, in order within each connection; an answer to a challenge of AUTH is not told. */
    public List<String> commands() {
        return running.commands();
    }

    /** How many commands were heard that begin with this verb, as in {@code MAIL}. */
    public int commands(String verb) {
        return (int) commands().stream()
                .filter(command -> command.split(" ", 2)[0].equalsIgnoreCase(verb))
                .count();
    }

    final void waitAtMost(Duration time) {
        limit = time;
    }

    List<Mail> await(Predicate<List<Mail>> enough) {
        return running.arrivals.await(enough, limit);
    }

    /** That nothing fitting came, for the error of a test. */
    String nothingCame() {
        return " came within " + limit.toMillis() + " ms. " + running.report();
    }

    String report() {
        return running.report();
    }
}
