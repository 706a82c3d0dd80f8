// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import io.github.smtpconnector.outcome.SmtpReply;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a mail stands in a ledger. */
public sealed interface Standing {

    /** No sender had begun it, or none of them came to anything. */
    record Ours() implements Standing {}

    /**
     * All recipients have it.
     *
     * @param reply what the server said then, or null where that is not known any more
     * @param messageId the Message-ID that it went out with, or null where that is not known any more
     */
    record Accepted(@Nullable SmtpReply reply, @Nullable String messageId) implements Standing {}

    /**
     * Some recipients have it, others certainly not, and no sender works on it.
     *
     * @param served those that have it
     * @param doubted those that may have it
     */
    record Resumable(List<String> served, List<String> doubted) implements Standing {
        public Resumable {
            served = List.copyOf(served);
            doubted = List.copyOf(doubted);
        }
    }

    /**
     * A sender is at it.
     *
     * @param until when its claim ends; null where that is not known
     */
    record Busy(@Nullable Instant until) implements Standing {}

    /**
     * A sender has begun it, nothing came of it that is known, and no sender is known to work on it.
     *
     * @param since when it was begun, or null where that is not known
     * @param owner who had begun it, or null where that is not known
     * @param served those that are known to have it
     * @param doubted those that are known to be the ones in doubt; where there are none, all others are in doubt
     */
    record Uncertain(@Nullable Instant since, @Nullable String owner, List<String> served, List<String> doubted)
            implements Standing {
        public Uncertain {
            served = List.copyOf(served);
            doubted = List.copyOf(doubted);
        }
    }
}
