// SPDX-License-Identifier: Apache-2.0
/**
 * The result of a mail: results, replies and the three kinds of failure. Uses the JDK only; every other package may use
 * it.
 */
@NullMarked
package io.github.smtpconnector.outcome;

import org.jspecify.annotations.NullMarked;
