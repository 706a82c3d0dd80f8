// SPDX-License-Identifier: Apache-2.0
/**
 * Internal; may change. A mailbox for development: with the property {@code smtp-connector.mailbox=true} all mails of an
 * application go to a server in its own process, and a local page shows them.
 */
@NullMarked
package io.github.smtpconnector.test.mailbox;

import org.jspecify.annotations.NullMarked;
