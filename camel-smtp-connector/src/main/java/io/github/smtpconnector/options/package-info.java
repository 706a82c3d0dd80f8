// SPDX-License-Identifier: Apache-2.0
/**
 * Everything a URI can say, as a bean that Camel fills, and the types of its values.
 *
 * <p>A route uses {@code SmtpConfiguration} and the five value types here: {@code AccessTokenSource}, {@code BodyAs},
 * {@code ResultAs}, {@code TlsMode} and {@code Uncertain}. The classes that hold the options are internal and may change.
 */
@NullMarked
package io.github.smtpconnector.options;

import org.jspecify.annotations.NullMarked;
