// SPDX-License-Identifier: Apache-2.0
/**
 * Who sent what, over all processes: {@code SendLedger} is what a ledger must know, {@code JdbcSendLedger} keeps it in a
 * database.
 *
 * <p>An application uses {@code JdbcSendLedger}, or writes a {@code SendLedger} of its own with the values here. Knows
 * nothing of Camel, of exchanges or of the line.
 */
@NullMarked
package io.github.smtpconnector.ledger;

import org.jspecify.annotations.NullMarked;
