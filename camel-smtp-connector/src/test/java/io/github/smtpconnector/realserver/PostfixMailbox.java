// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What {@link PostfixServer} delivered: one file for each envelope recipient, who is named in {@code Delivered-To}. */
final class PostfixMailbox {

    private static final String NEW = "mailbox/new";
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(20);

    /** A mail goes through them in this order, so that looking in this order misses none on its way. */
    private static final List<String> QUEUES = List.of("incoming", "active", "deferred");

    private final Path folder;
    private final Supplier<String> logs;

    PostfixMailbox(Path folder, Supplier<String> logs) {
        this.folder = folder;
        this.logs = logs;
    }

    /**
     * Everything delivered since the mailbox was emptied. Postfix takes a mail into its queue before it answers and out
     * of it after delivery, so with an empty queue all that was answered is here, and nothing follows.
     */
    List<byte[]> mails() {
        return mails(DELIVERY_LIMIT).toList();
    }

    /** The same where they are too many to have all in memory. */
    Stream<byte[]> mails(Duration limit) {
        Waiting.until(this::queueIsEmpty, limit, () -> "mail stayed in the queue: " + logs.get());
        return delivered().map(PostfixMailbox::content);
    }

    /** Throws away what an earlier test left. */
    void empty() {
        mails();
        delivered().forEach(PostfixMailbox::delete);
    }

    private boolean queueIsEmpty() {
        return QUEUES.stream().allMatch(queue -> names("queue/" + queue).isEmpty());
    }

    /** By name alone: a mail may leave the queue while it is being looked at. */
    private List<String> names(String directory) {
        String[] names = folder.resolve(directory).toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private Stream<Path> delivered() {
        return names(NEW).stream().sorted().map(name -> folder.resolve(NEW).resolve(name));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
