// SPDX-License-Identifier: Apache-2.0
/**
 * One mail, its attempts, and the recipients that have it already.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.sending;

import org.jspecify.annotations.NullMarked;
