// SPDX-License-Identifier: Apache-2.0
/**
 * When the next mail may go: by the pace of this process, or by one that a keeper holds for many. Knows no connection.
 * Time is an argument. Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.turns;

import org.jspecify.annotations.NullMarked;
