// SPDX-License-Identifier: Apache-2.0
/**
 * Tells the exchange what came of its mail.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.result;

import org.jspecify.annotations.NullMarked;
