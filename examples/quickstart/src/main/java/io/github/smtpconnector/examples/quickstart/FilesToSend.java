// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.quickstart;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the example, in one folder. */
record FilesToSend(Path folder) {

    Path html() {
        return folder.resolve("mail.html");
    }

    Path logo() {
        return folder.resolve("logo.png");
    }

    /** The name that the reader sees, and the file. */
    Map<String, Path> attachments() {
        Map<String, Path> attachments = new LinkedHashMap<>();
        attachments.put("report.pdf", folder.resolve("report.pdf"));
        attachments.put("Bestellungen März 注文.csv", folder.resolve("orders.csv"));
        return attachments;
    }

    /** Every file in the mail by its name there. */
    Map<String, Path> byName() {
        Map<String, Path> files = attachments();
        files.put("logo.png", logo());
        return files;
    }
}
