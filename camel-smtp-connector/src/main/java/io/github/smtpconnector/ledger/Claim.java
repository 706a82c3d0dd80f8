// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.time.Duration;
import java.util.UUID;

/**
 * A claim to a mail.
 *
 * @param again whether one that is uncertain is claimed as well
 */
record Claim(UUID id, LedgerMail mail, String owner, Duration lease, boolean again) implements Lane.Question {}
