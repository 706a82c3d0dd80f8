// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

/** What takes a turn where the pace is limited. */
public enum PaceBy {
    /** Each mail, however many recipients it has. */
    MAIL,
    /** Each recipient: providers of bulk mail count so. */
    RECIPIENT
}
