// SPDX-License-Identifier: Apache-2.0
/**
 * What to send: the immutable mail, its addresses, its envelope and its attachments. Knows the JDK and {@code outcome}.
 * {@link io.github.smtpconnector.email.Email} and its parts are public for routes written in Java.
 */
@NullMarked
package io.github.smtpconnector.email;

import org.jspecify.annotations.NullMarked;
