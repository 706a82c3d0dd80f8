// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import java.time.Duration;

/**
 * How long each step may take as a whole (RFC 5321 section 4.5.3.2, shorter where nothing can be lost).
 *
 * @param connect look-up and TCP connect, over all addresses of the host
 * @param tls the TLS handshake
 * @param reply the greeting and the reply to any command but the last
 * @param write writing a command or one buffer of content
 * @param finalReply the reply to the end of the content; short ones make duplicates (RFC 1047)
 */
public record Timeouts(Duration connect, Duration tls, Duration reply, Duration write, Duration finalReply) {}
