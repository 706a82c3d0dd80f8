// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.github.smtpconnector.ledger.Decision;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import jakarta.jms.JMSException;
import java.io.PrintStream;
import java.util.Locale;

/** Where people see what the workers could not decide, and decide. */
public final class Desk {

    private static final String USAGE = "list | delivered ID | again ID, with the id of the mail or its Message-ID";

    private final Queues queues;
    private final JdbcSendLedger ledger;
    private final PrintStream out;

    Desk(Queues queues, JdbcSendLedger ledger, PrintStream out) {
        this.queues = queues;
        this.ledger = ledger;
        this.out = out;
    }

    /** @param args what to do; the settings {@code broker.url} and {@code database.url} say where */
    public static void main(String[] args) throws Exception {
        try (HikariDataSource database = new HikariDataSource()) {
            Queues queues = new Queues(setting("broker.url"));
            database.setJdbcUrl(setting("database.url"));
            new Desk(queues, new JdbcSendLedger(database), System.out).run(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** A system property, or else the variable of that name in capitals: as a worker has it. */
    private static String setting(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        String value = System.getProperty(name, System.getenv(variable));
        if (value == null) {
            throw new IllegalArgumentException("set -D" + name + "=... or " + variable + ", as for the workers");
        }
        return value;
    }

    void run(String... args) throws Exception {
        if (args.length == 1 && args[0].equals("list")) {
            list();
        } else if (args.length == 2 && args[0].equals("delivered")) {
            decide(args[1], Decision.DELIVERED);
        } else if (args.length == 2 && args[0].equals("again")) {
            decide(args[1], Decision.SEND_AGAIN);
        } else {
            throw new IllegalArgumentException("give one of: " + USAGE);
        }
    }

    private void list() throws Exception {
        out.printf("%,d mails wait in the queue%n", queues.size(Queues.MAILS));
        for (String queue : new String[] {Queues.UNCERTAIN, Queues.FAILED}) {
            out.printf("%s:%n", queue);
            for (Queues.Waiting mail : queues.waiting(queue)) {
                out.printf("  %s %s%n    %s%n", mail.id(), mail.messageId(), mail.reason());
            }
        }
    }

    /** The ledger first: a message that comes again before it knows would be uncertain once more. */
    private void decide(String name, Decision decision) throws JMSException {
        for (String queue : new String[] {Queues.UNCERTAIN, Queues.FAILED}) {
            for (Queues.Waiting mail : queues.waiting(queue)) {
                if (name.equals(mail.id()) || name.equals(mail.messageId())) {
                    boolean decided = mail.messageId() != null && ledger.decide(mail.messageId(), decision);
                    boolean again = decision == Decision.SEND_AGAIN;
                    boolean taken = queues.take(queue, mail.id(), again);
                    out.printf(
                            "%s %s%s%n",
                            mail.id(),
                            !taken ? "was taken by another person" : again ? "goes back to the queue" : "is done",
                            decided ? "" : "; the ledger had nothing to decide");
                    return;
                }
            }
        }
        out.println("no mail with this id or Message-ID waits for a person");
    }
}
