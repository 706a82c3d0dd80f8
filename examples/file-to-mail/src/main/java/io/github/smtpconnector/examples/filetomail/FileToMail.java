// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.filetomail;

import org.apache.camel.main.Main;

/** Mails every file that is put into the folder, until it is stopped. */
public final class FileToMail {

    private FileToMail() {}

    public static void main(String[] args) throws Exception {
        camel().run(args);
    }

    static Main camel() {
        Main camel = new Main();
        camel.configure().addRoutesBuilder(new FileToMailRoute());
        return camel;
    }
}
