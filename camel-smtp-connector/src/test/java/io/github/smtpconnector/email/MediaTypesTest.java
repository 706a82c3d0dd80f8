// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    @ParameterizedTest
    @CsvSource({
        "report.pdf,application/pdf",
        "REPORT.PDF,application/pdf",
        "a.tar.gz,application/gzip",
        "a.csv,text/csv",
        "a.ics,text/calendar",
        "a.vcf,text/vcard",
        "a.eml,message/rfc822",
        "a.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "a.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "a.jpeg,image/jpeg",
        "a.png,image/png",
        "a.html,text/html",
        "a.json,application/json",
        "a.xml,application/xml",
        "a.zip,application/zip",
        "dir.pdf/readme,application/octet-stream",
        "dir.pdf\\readme,application/octet-stream",
        "readme,application/octet-stream",
        "pdf,application/octet-stream",
        "a.,application/octet-stream",
        "IT01234567890_00001.xml.p7m,application/octet-stream",
        "a.P7S,application/octet-stream",
        "a.p7c,application/octet-stream",
        "a.unheard-of,application/octet-stream"
    })
    void followFromTheEnding(String fileName, String type) {
        assertThat(MediaTypes.forFileName(fileName)).isEqualTo(type);
    }

    @Test
    void areAllFitForAnAttachment() throws Exception {
        Properties table = new Properties();
        try (InputStream in = MediaTypes.class.getResourceAsStream("media-types.properties")) {
            table.load(in);
        }
        assertThat(table).hasSizeGreaterThan(100);
        table.forEach((ending, type) -> {
            Attachment attachment = Attachment.of("a." + ending, new byte[0]);
            assertThat(attachment.contentType()).isEqualTo(type);
            assertThat(ending.toString()).isLowerCase();
        });
    }
}
