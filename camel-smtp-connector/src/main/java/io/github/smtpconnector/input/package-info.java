// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the mail out of an exchange. No other room reads one.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.input;

import org.jspecify.annotations.NullMarked;
