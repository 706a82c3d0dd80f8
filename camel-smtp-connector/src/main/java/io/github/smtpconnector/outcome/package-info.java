// SPDX-License-Identifier: Apache-2.0
/**
 * What came of a mail: results, replies and the three kinds of failure. Knows nothing but the JDK; every other package
 * may speak of it.
 */
@NullMarked
package io.github.smtpconnector.outcome;

import org.jspecify.annotations.NullMarked;
