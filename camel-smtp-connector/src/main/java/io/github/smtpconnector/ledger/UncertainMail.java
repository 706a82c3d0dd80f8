// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail of which it is unknown whether it was delivered. Has nothing of its content, and no address.
 *
 * @param id what to call it in {@link SendLedger#decide}
 * @param messageId what to look for in the log of the server and in mailboxes
 * @param since when it was begun
 * @param owner who had claimed it
 */
public record UncertainMail(String id, @Nullable String messageId, Instant since, @Nullable String owner) {}
