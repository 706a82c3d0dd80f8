// SPDX-License-Identifier: Apache-2.0
/**
 * The way through a proxy.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.wire.proxy;

import org.jspecify.annotations.NullMarked;
