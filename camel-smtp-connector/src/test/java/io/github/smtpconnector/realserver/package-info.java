// SPDX-License-Identifier: Apache-2.0
/** Tests against mail servers that somebody else wrote. */
@NullMarked
package io.github.smtpconnector.realserver;

import org.jspecify.annotations.NullMarked;
