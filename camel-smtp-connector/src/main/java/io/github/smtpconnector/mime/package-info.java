// SPDX-License-Identifier: Apache-2.0
/**
 * How a mail is written: RFC 5322 headers and the MIME tree, streamed. Other packages see mainly {@link
 * io.github.smtpconnector.mime.RenderedMessage}. Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.mime;

import org.jspecify.annotations.NullMarked;
