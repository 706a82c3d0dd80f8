// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import io.github.smtpconnector.testkit.TestPerson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What somebody with openssl makes of a mail. */
final class OpensslCms {

    private final Path folder;
    private final Path authority;

    OpensslCms(Path folder) throws IOException {
        this.folder = folder;
        this.authority = Files.writeString(folder.resolve("authority.pem"), TestPerson.authorityPem());
    }

    /** Skips the calling test where it is missing, and says so; fails instead where it has to be there. */
    static void assumeAvailable() {
        RealServers.assume(
                "openssl",
                Programs.exists("openssl") ? "" : "openssl (package openssl) is not installed or not on the PATH");
    }

    /** The entity that was signed, or an error when its signature does not hold. */
    byte[] verified(byte[] mail) throws IOException {
        Path out = folder.resolve("content");
        Programs.run(
                "openssl",
                "cms",
                "-verify",
                "-in",
                file("signed.eml", mail),
                "-CAfile",
                authority.toString(),
                "-signer",
                folder.resolve("signer.pem").toString(),
                "-out",
                out.toString());
        return Files.readAllBytes(out);
    }

    /** The certificate of whoever signed the mail that was verified last. */
    String signer() {
        return Programs.run(
                        "openssl", "x509", "-in", folder.resolve("signer.pem").toString())
                .strip();
    }

    /** What was encrypted, as this person reads it, or an error when it is not for him. */
    byte[] decrypted(byte[] mail, TestPerson reader) throws IOException {
        Path out = folder.resolve("decrypted");
        Programs.run(
                "openssl",
                "cms",
                "-decrypt",
                "-in",
                file("encrypted.eml", mail),
                "-recip",
                file("reader.pem", reader.certificatePem()),
                "-inkey",
                file("key.pem", reader.keyPem()),
                "-out",
                out.toString());
        return Files.readAllBytes(out);
    }

    /** The structure of the signature or of the envelope. */
    String structure(byte[] mail) throws IOException {
        return Programs.run("openssl", "cms", "-cmsout", "-print", "-noout", "-in", file("printed.eml", mail));
    }

    private String file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    private String file(String name, byte[] octets) throws IOException {
        return Files.write(folder.resolve(name), octets).toString();
    }
}
