// SPDX-License-Identifier: Apache-2.0
/**
 * One connection, and the mails that go over it.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire.transaction;

import org.jspecify.annotations.NullMarked;
