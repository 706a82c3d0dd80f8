// SPDX-License-Identifier: Apache-2.0
/**
 * Internal; may change. A server that speaks SMTP correctly until told otherwise, and what reads its mails: what
 * {@link io.github.smtpconnector.test.MailServer} is made of. The connector's own tests compile these sources too, and tell
 * it to do things that no other test needs.
 */
@NullMarked
package io.github.smtpconnector.testkit;

import org.jspecify.annotations.NullMarked;
