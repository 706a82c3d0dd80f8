// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

/** What to do with a mail whose idempotency key was claimed by an attempt of which nobody knows what came. */
public enum Uncertain {
    /** Not send it: the attempt fails as uncertain, and somebody decides. */
    FAIL,
    /** Send it again with the same Message-ID. */
    RESEND
}
