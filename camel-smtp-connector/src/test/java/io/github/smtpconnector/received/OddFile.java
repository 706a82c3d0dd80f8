// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.received;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file as some program out there labels it in a mail.
 *
 * @param type the Content-Type field as it is written, or empty for none
 * @param disposition the Content-Disposition field, or empty for none
 * @param more further fields of the part, each ending in a line end
 * @param name the file name that must arrive
 * @param mediaType the media type that must arrive
 */
public record OddFile(String type, String disposition, String more, String name, String mediaType) {

    /** What every file holds. */
    public static final byte[] OCTETS = {
        '%', 'P', 'D', 'F', 0, (byte) 0xE4, '\r', '\n', '.', '\r', '\n', '\n', 'F', 'r', 'o', 'm', ' '
    };

    private static final String PDF = "application/pdf";
    private static final String A = "attachment; filename=a.pdf";

    private static OddFile typed(String type, String mediaType) {
        return new OddFile(type, A, "", "a.pdf", mediaType);
    }

    private static OddFile named(String disposition, String name) {
        return new OddFile(PDF, disposition, "", name, PDF);
    }

    private static OddFile with(String more) {
        return new OddFile(PDF, A, more, "a.pdf", PDF);
    }

    /** All of them. */
    public static List<OddFile> all() {
        return Stream.of(types(), names(), others()).flatMap(List::stream).toList();
    }

    private static List<OddFile> types() {
        return List.of(
                typed("application/pdf;\r\n name=\"invoice.pdf\"", PDF),
                typed("application/pdf; name=\"" + "long ".repeat(30) + ".pdf\"", PDF),
                typed("application/pdf;\r\n\tname*0=\"Monthly\";\r\n\tname*1=\" statement.pdf\"", PDF),
                typed("application/pdf; name*=utf-8''M%C3%A4rz.pdf", PDF),
                typed("application/pdf;", PDF),
                typed("application/pdf; ;", PDF),
                typed("application/pdf; name=my file.pdf", PDF),
                typed("application/pdf; name=M\u00e4rz.pdf", PDF),
                typed("application/pdf; name=\"open", PDF),
                typed("application/pdf; charset = utf-8", PDF),
                typed("application/pdf (Portable; Document)", PDF),
                typed("APPLICATION/PDF", PDF),
                typed("application / pdf", PDF),
                typed("\r\n application/pdf", PDF),
                typed("application/x-zip-compressed", "application/x-zip-compressed"),
                typed(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                typed("text/csv; charset=windows-1252", "text/csv"),
                typed("text/calendar; method=REQUEST; charset=utf-8", "text/calendar"),
                typed("image/jpg", "image/jpg"),
                typed("pdf", PDF),
                typed("application/", PDF),
                typed("/pdf", PDF),
                typed("*/*", "*/*"),
                typed("", "text/plain"));
    }

    private static List<OddFile> names() {
        return List.of(
                named("attachment;\r\n filename=\"a b.pdf\"", "a b.pdf"),
                named("attachment; filename=\"=?UTF-8?Q?M=C3=A4rz.pdf?=\"", "M\u00e4rz.pdf"),
                named("attachment; filename=\"=?UTF-8?B?TcOkcnoucGRm?=\"", "M\u00e4rz.pdf"),
                named("attachment; filename=\"=?UTF-8?B?w7/Dvy5wZGY=?=\"", "\u00ff\u00ff.pdf"),
                named(
                        "attachment;\r\n filename=\"=?iso-8859-1?Q?M=E4rz?=\r\n =?iso-8859-1?Q?_2026.pdf?=\"",
                        "M\u00e4rz 2026.pdf"),
                named("attachment; filename*=utf-8''M%C3%A4rz.pdf", "M\u00e4rz.pdf"),
                named("attachment;\r\n filename*0*=utf-8''M%C3%A4;\r\n filename*1*=rz.pdf", "M\u00e4rz.pdf"),
                named("attachment; filename=\"../../etc/passwd\"", "passwd"),
                named("attachment; filename=\"C:\\\\Temp\\\\a.pdf\"", "a.pdf"),
                named("attachment; filename=\"a.pdf\"; size=17; creation-date=\"Mon, 02 Nov 2026\"", "a.pdf"),
                named("ATTACHMENT; FILENAME=A.PDF", "A.PDF"),
                named("attachment; filename=\"" + "x".repeat(300) + ".pdf\"", "x".repeat(251) + ".pdf"),
                named("inline; filename=a.pdf", "a.pdf"));
    }

    private static List<OddFile> others() {
        return List.of(
                new OddFile("application/pdf; name=only.pdf", "", "", "only.pdf", PDF),
                new OddFile("application/pdf; name=only.pdf", "attachment", "", "only.pdf", PDF),
                with("Content-ID: <logo@example.org>\r\n"),
                with("Content-ID: <my logo>\r\n"),
                with("Content-ID: logo\r\n (x)\r\n"),
                with("Content-Description: =?UTF-8?Q?M=C3=A4rz?=\r\n"),
                with("X-Attachment-Id: f_1\r\nContent-MD5: wrong\r\n"));
    }

    /** A whole mail with this file, each character an octet. */
    public String mail(int number) {
        return """
                Return-Path: <ann@example.org>
                Received: from x by y; Mon, 2 Nov 2026 10:00:00 +0000
                From: =?UTF-8?Q?M=C3=BCller=2C_J?= <ann@example.org>
                To: office@example.com
                Subject: odd %d
                Date: Mon, 2 Nov 2026 10:00:00 +0000
                Message-ID: <odd.%d@example.org>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8

                text
                --b
                """
                        .formatted(number, number)
                        .replace("\n", "\r\n")
                + field("Content-Type", type)
                + field("Content-Disposition", disposition)
                + more
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + new String(Base64.getMimeEncoder().encode(OCTETS), StandardCharsets.US_ASCII)
                + "\r\n--b--\r\n";
    }

    private static String field(String field, String value) {
        return value.isEmpty() ? "" : field + ": " + value + "\r\n";
    }
}
