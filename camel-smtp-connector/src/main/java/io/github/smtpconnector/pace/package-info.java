// SPDX-License-Identifier: Apache-2.0
/**
 * One pace for the mails of many processes: who asks for turns, who gives them, and how many a day holds. Knows no mail and
 * no connection.
 */
@NullMarked
package io.github.smtpconnector.pace;

import org.jspecify.annotations.NullMarked;
