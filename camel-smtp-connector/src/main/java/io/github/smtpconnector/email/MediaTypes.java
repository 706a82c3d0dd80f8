// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

/** Media types by file name. */
public final class MediaTypes {

    static final String UNKNOWN = "application/octet-stream";

    private MediaTypes() {}

    /** The media type that a file name's ending stands for, or {@code application/octet-stream}. */
    public static String forFileName(String fileName) {
        return UNKNOWN;
    }
}
