// SPDX-License-Identifier: Apache-2.0
/** Keeps connections for each identity, bounded and fair. Time is an argument. Internal; may change. */
@NullMarked
package io.github.smtpconnector.pool;

import org.jspecify.annotations.NullMarked;
