// SPDX-License-Identifier: Apache-2.0
/**
 * Which servers to trust, and how a line is secured.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire.tls;

import org.jspecify.annotations.NullMarked;
