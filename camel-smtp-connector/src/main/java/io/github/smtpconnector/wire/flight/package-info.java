// SPDX-License-Identifier: Apache-2.0
/**
 * Mails that are written in one flight, several flights in one write, and what comes of each.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire.flight;

import org.jspecify.annotations.NullMarked;
