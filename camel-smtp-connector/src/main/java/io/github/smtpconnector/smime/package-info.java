// SPDX-License-Identifier: Apache-2.0
/**
 * Mails that only their receivers can read, and that show who wrote them: S/MIME (RFC 8551) by Bouncy Castle.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.smime;

import org.jspecify.annotations.NullMarked;
