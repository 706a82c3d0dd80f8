// SPDX-License-Identifier: Apache-2.0
/**
 * Who holds the line: connections kept per identity, bounded and fair; time is an argument. Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.pool;

import org.jspecify.annotations.NullMarked;
