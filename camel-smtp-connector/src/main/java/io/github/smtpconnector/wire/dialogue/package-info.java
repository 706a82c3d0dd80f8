// SPDX-License-Identifier: Apache-2.0
/**
 * One line: octets, commands out, replies in, and what the server can do.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire.dialogue;

import org.jspecify.annotations.NullMarked;
