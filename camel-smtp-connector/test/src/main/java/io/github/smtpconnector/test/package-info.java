// SPDX-License-Identifier: Apache-2.0
/**
 * A mail server for tests. Begin with {@link io.github.smtpconnector.test.MailServer}.
 */
@NullMarked
package io.github.smtpconnector.test;

import org.jspecify.annotations.NullMarked;
