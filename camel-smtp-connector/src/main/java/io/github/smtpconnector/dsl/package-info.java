// SPDX-License-Identifier: Apache-2.0
/**
 * Builders for routes in Java, so that an editor completes the options of endpoint and component. The options are
 * generated from the descriptor; the classes here apply them. They need only the libraries of a route builder, and no
 * other package uses them.
 */
@NullMarked
package io.github.smtpconnector.dsl;

import org.jspecify.annotations.NullMarked;
