// SPDX-License-Identifier: Apache-2.0
/**
 * What the options mean: checked together, and made into values for the rooms that use them.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.settings;

import org.jspecify.annotations.NullMarked;
