// SPDX-License-Identifier: Apache-2.0
/**
 * Whom to trust, and how a line is secured.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire.tls;

import org.jspecify.annotations.NullMarked;
