// SPDX-License-Identifier: Apache-2.0
/**
 * What must be known of HTML: where it shows images, and how it reads as plain text. Knows nothing of mails.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.html;

import org.jspecify.annotations.NullMarked;
