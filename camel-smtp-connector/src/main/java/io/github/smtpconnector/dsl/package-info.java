// SPDX-License-Identifier: Apache-2.0
/**
 * Builders for routes in Java, by which an editor completes the options of endpoint and component. The options are
 * generated from the descriptor; what the builders do with them is here. They need what a route builder needs anyway, and
 * nothing else knows them.
 */
@NullMarked
package io.github.smtpconnector.dsl;

import org.jspecify.annotations.NullMarked;
