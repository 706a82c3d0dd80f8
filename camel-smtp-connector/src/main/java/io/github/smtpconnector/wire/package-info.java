// SPDX-License-Identifier: Apache-2.0
/**
 * Opens a connection for SMTP (RFC 5321), one class per phase, and fails over. What the phases need stands in rooms, each
 * of which knows only those before it: dialogue, tls and login, proxy, transaction. With them it is the only place that
 * opens sockets. Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire;

import org.jspecify.annotations.NullMarked;
