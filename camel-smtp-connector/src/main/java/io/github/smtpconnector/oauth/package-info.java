// SPDX-License-Identifier: Apache-2.0
/**
 * Access tokens by OAuth 2.0: asks a token endpoint, and keeps the token until it expires.
 *
 * <p>Internal; may change.
 */
@NullMarked
package io.github.smtpconnector.oauth;

import org.jspecify.annotations.NullMarked;
