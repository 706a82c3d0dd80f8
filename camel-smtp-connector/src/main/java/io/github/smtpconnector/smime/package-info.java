// SPDX-License-Identifier: Apache-2.0
/**
 * Encrypted and signed mail: S/MIME (RFC 8551) by Bouncy Castle.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.smime;

import org.jspecify.annotations.NullMarked;
