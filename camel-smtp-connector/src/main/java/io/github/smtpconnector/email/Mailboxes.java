// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The addresses of one mail while it is built: by field, distinct, in the order given. Not thread-safe. */
final class Mailboxes {

    private static final List<AddressField> RECIPIENTS = List.of(AddressField.TO, AddressField.CC, AddressField.BCC);

    private final Map<AddressField, Distinct> byField = new EnumMap<>(AddressField.class);
    private final Set<AddressField> unreadable = EnumSet.noneOf(AddressField.class);
    private boolean nullReversePath;

    /** Adds an address, and remembers which input gave it. */
    void add(AddressField field, String input, EmailAddress mailbox) {
        byField.computeIfAbsent(field, any -> new Distinct()).add(input, mailbox);
    }

    /** Adds the addresses of a list. A list with one unreadable address adds a violation and no address. */
    void add(AddressField field, String input, String text, Violations violations) {
        if (field == AddressField.ENVELOPE_FROM && text.strip().equals("<>")) {
            nullReversePath = true;
            return;
        }
        try {
            for (EmailAddress mailbox : AddressParser.parseList(text)) {
                add(field, input, mailbox);
            }
        } catch (SmtpConnectorException e) {
            unreadable.add(field);
            violations.add(Category.ADDRESS_SYNTAX, input, String.valueOf(e.getMessage()));
        }
    }

    /** Remembers that something was given here, which noRecipient could read. */
    void unreadable(AddressField field) {
        unreadable.add(field);
    }

    List<EmailAddress> in(AddressField field) {
        return List.copyOf(distinct(field));
    }

    void check(AllowedRecipients allowed, Violations violations) {
        int senders = distinct(AddressField.FROM).size();
        if (senders == 0 && !unreadable.contains(AddressField.FROM)) {
            violations.addMissing(Category.ADDRESS_SYNTAX, AddressField.FROM.title(), "no sender; give one mailbox");
        }
        if (senders > 1) {
            violations.add(Category.ADDRESS_SYNTAX, AddressField.FROM.title(), senders + " senders; give one mailbox");
        }
        int agents = distinct(AddressField.SENDER).size();
        if (agents > 1) {
            violations.add(Category.ADDRESS_SYNTAX, AddressField.SENDER.title(), agents + " given; give one mailbox");
        }
        int reversePaths = distinct(AddressField.ENVELOPE_FROM).size() + (nullReversePath ? 1 : 0);
        if (reversePaths > 1) {
            violations.add(
                    Category.ADDRESS_SYNTAX,
                    AddressField.ENVELOPE_FROM.title(),
                    reversePaths + " return paths; give one mailbox or <>");
        }
        boolean noRecipient = true;
        for (AddressField field : RECIPIENTS) {
            noRecipient &= distinct(field).isEmpty() && !unreadable.contains(field);
            Distinct given = byField.get(field);
            if (given != null) {
                given.check(allowed, violations);
            }
        }
        if (noRecipient) {
            violations.addMissing(
                    Category.ADDRESS_SYNTAX,
                    AddressField.TO.title(),
                    "no recipient; give at least one in To, Cc or Bcc");
        }
    }

    /** Call after {@link #check} found nothing. */
    Envelope envelope() {
        List<String> recipients = new ArrayList<>(1);
        for (AddressField field : RECIPIENTS) {
            for (EmailAddress mailbox : distinct(field)) {
                if (!standsBefore(field, mailbox)) {
                    recipients.add(mailbox.addrSpec());
                }
            }
        }
        return new Envelope(reversePath(), recipients);
    }

    /** Whether a recipient stands in an earlier field already. */
    private boolean standsBefore(AddressField here, EmailAddress mailbox) {
        for (AddressField field : RECIPIENTS) {
            if (field == here) {
                return false;
            }
            Distinct earlier = byField.get(field);
            if (earlier != null && earlier.has(mailbox)) {
                return true;
            }
        }
        return false;
    }

    private String reversePath() {
        if (nullReversePath) {
            return "";
        }
        List<EmailAddress> given = distinct(AddressField.ENVELOPE_FROM);
        return (given.isEmpty() ? distinct(AddressField.FROM) : given).get(0).addrSpec();
    }

    private List<EmailAddress> distinct(AddressField field) {
        Distinct given = byField.get(field);
        return given == null ? List.of() : given.mailboxes;
    }

    /** The addresses of one field. Their keys are made when there are two to compare: most fields have one address. */
    private static final class Distinct {

        private final List<EmailAddress> mailboxes = new ArrayList<>(1);
        private final List<String> inputs = new ArrayList<>(1);
        private Set<String> keys = Set.of();

        void add(String input, EmailAddress mailbox) {
            if (mailboxes.isEmpty() || !has(mailbox)) {
                mailboxes.add(mailbox);
                inputs.add(input);
            }
        }

        void check(AllowedRecipients allowed, Violations violations) {
            for (int i = 0; i < mailboxes.size(); i++) {
                EmailAddress recipient = mailboxes.get(i);
                if (!allowed.allows(recipient)) {
                    violations.add(
                            Category.RECIPIENTS_REJECTED,
                            inputs.get(i),
                            recipient.addrSpec() + " is not among the allowed recipients");
                }
            }
        }

        boolean has(EmailAddress mailbox) {
            if (keys.isEmpty()) {
                keys = new HashSet<>();
            }
            for (int next = keys.size(); next < mailboxes.size(); next++) {
                keys.add(mailboxes.get(next).key());
            }
            return keys.contains(mailbox.key());
        }
    }
}
