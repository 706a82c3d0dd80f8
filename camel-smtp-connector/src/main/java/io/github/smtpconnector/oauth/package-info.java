// SPDX-License-Identifier: Apache-2.0
/**
 * Access tokens by OAuth 2.0: asking a token endpoint, and keeping what it gave until it runs out.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.oauth;

import org.jspecify.annotations.NullMarked;
