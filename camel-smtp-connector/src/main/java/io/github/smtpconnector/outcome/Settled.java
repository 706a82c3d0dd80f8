// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.outcome;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The recipients of a mail that need not be asked again, and the result for each.
 *
 * <p>Internal; may change.
 *
 * @param results one for each of them
 */
public record Settled(List<RecipientResult> results) {

    /** No recipient yet. */
    public static final Settled NONE = new Settled(List.of());

    public Settled {
        results = List.copyOf(results);
    }

    /** The recipients that still have to be asked, in the same order. */
    public List<String> waiting(List<String> recipients) {
        if (results.isEmpty()) {
            return recipients;
        }
        Set<String> done = results.stream().map(RecipientResult::address).collect(Collectors.toSet());
        return recipients.stream().filter(to -> !done.contains(to)).toList();
    }

    /** The settled recipients among these: a route may have removed some. */
    public Settled among(List<String> recipients) {
        if (results.isEmpty()) {
            return this;
        }
        Set<String> meant = new HashSet<>(recipients);
        return new Settled(
                results.stream().filter(to -> meant.contains(to.address())).toList());
    }

    /** The settled recipients that have the mail. */
    public Settled accepted() {
        return those(RecipientResult::accepted);
    }

    /** The settled recipients for which it is unknown whether they have the mail: neither accepted nor refused. */
    public Settled unanswered() {
        return those(to -> !to.accepted() && !to.rejected());
    }

    /** Asked of each mail, of which nearly always all are wanted: then nothing is copied. */
    private Settled those(Predicate<RecipientResult> wanted) {
        for (RecipientResult result : results) {
            if (!wanted.test(result)) {
                return new Settled(results.stream().filter(wanted).toList());
            }
        }
        return this;
    }

    /** Their addresses. */
    public List<String> addresses() {
        return results.isEmpty()
                ? List.of()
                : results.stream().map(RecipientResult::address).toList();
    }

    /** The settled recipients that are none of these. */
    public Settled without(List<String> others) {
        if (results.isEmpty() || others.isEmpty()) {
            return this;
        }
        Set<String> left = new HashSet<>(others);
        return new Settled(
                results.stream().filter(to -> !left.contains(to.address())).toList());
    }

    /** These and others. */
    public Settled and(List<RecipientResult> others) {
        if (others.isEmpty()) {
            return this;
        }
        if (results.isEmpty()) {
            return new Settled(others);
        }
        List<RecipientResult> all = new ArrayList<>(results);
        all.addAll(others);
        return new Settled(all);
    }

    /** The number of settled recipients. */
    public int size() {
        return results.size();
    }
}
