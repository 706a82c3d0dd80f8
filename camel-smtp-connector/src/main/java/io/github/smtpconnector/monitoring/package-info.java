// SPDX-License-Identifier: Apache-2.0
/**
 * Health, meters and the last errors.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.monitoring;

import org.jspecify.annotations.NullMarked;
