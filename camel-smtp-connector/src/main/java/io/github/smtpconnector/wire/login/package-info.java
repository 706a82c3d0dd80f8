// SPDX-License-Identifier: Apache-2.0
/**
 * The login, and how each mechanism proves it. Knows no socket.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire.login;

import org.jspecify.annotations.NullMarked;
