// SPDX-License-Identifier: Apache-2.0
/**
 * The names of all headers, for inputs and for results. Routes use them as {@code SmtpHeaders}.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.headers;

import org.jspecify.annotations.NullMarked;
