// SPDX-License-Identifier: Apache-2.0
/**
 * How the line speaks: one SMTP dialogue (RFC 5321) over one socket, one class per phase. The only place that opens
 * sockets. Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire;

import org.jspecify.annotations.NullMarked;
