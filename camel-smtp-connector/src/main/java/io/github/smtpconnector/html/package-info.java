// SPDX-License-Identifier: Apache-2.0
/**
 * HTML: finds the images in it, and turns it into plain text. Knows nothing of mails.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.html;

import org.jspecify.annotations.NullMarked;
