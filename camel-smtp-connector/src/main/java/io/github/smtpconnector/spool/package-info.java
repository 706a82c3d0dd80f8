// SPDX-License-Identifier: Apache-2.0
/**
 * Lets streams be read more than once that can be read only once.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.spool;

import org.jspecify.annotations.NullMarked;
