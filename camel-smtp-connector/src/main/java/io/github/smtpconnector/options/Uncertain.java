// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

/** What to do when a mail is sent once more that may have been delivered. */
public enum Uncertain {
    /** Leave out those who may have it, and fail as uncertain: a person decides. */
    FAIL,
    /** Send it to them again with the same Message-ID. */
    RESEND
}
