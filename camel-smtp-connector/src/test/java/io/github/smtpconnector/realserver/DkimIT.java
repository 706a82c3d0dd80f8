// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.mime.DkimKey;
import io.github.smtpconnector.mime.DkimSigner;
import io.github.smtpconnector.mime.MailGenerator;
import io.github.smtpconnector.mime.MimeRenderer;
import io.github.smtpconnector.mime.PreparedMessage;
import io.github.smtpconnector.mime.RenderedMessage;
import io.github.smtpconnector.testkit.DkimKeys;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signatures as opendkim and dkimpy see them. The number of generated mails is the system property {@code dkim.mails}; a
 * failure names the file, which is called by the seed of its mail.
 */
class DkimIT {

    private static final int MAILS = Integer.getInteger("dkim.mails", 40);

    private static final DkimKeys RSA = DkimKeys.rsa(2048);
    private static final DkimKeys ED25519 = DkimKeys.ed25519();
    private static final DkimKey RSA_KEY = DkimKey.of("rsa", RSA.pem());
    private static final DkimKey ED25519_KEY = DkimKey.of("ed", ED25519.pem());

    /** What opendkim looks at is the first signature that it can use. */
    private static final DkimSigner RSA_FIRST = new DkimSigner("example.org", List.of(RSA_KEY, ED25519_KEY));

    private static final DkimSigner ED25519_FIRST = new DkimSigner("example.org", List.of(ED25519_KEY, RSA_KEY));

    private static final List<String> FOREIGN = List.of(
            "From: ann@example.org\r\n\r\n",
            "From: ann@example.org\r\n\r\n\r\n \r\n\t\r\n",
            "From: ann@example.org\nSubject:\nTo:\n bob@example.com ,\n\tcarl@example.com  \n\nbare  \n line\t\tends \n\n\n",
            "Received: from here\r\nDKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=x; h=from; bh=eA==; b=eA==\r\n"
                    + "FROM: ann@example.org\r\nList-Unsubscribe: <https://example.org/u>\r\n"
                    + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nReferences: <1@a>\r\n <2@a>\r\n\r\n.\r\n..\r\n",
            "From: ann@example.org\r\nSubject: ä\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Transfer-Encoding: 8bit\r\n\r\nGrüße \u00a0 an alle\r\n");

    @TempDir
    Path folder;

    private DkimVerifiers verifiers;

    @BeforeAll
    static void needVerifiers() {
        DkimVerifiers.assumeAvailable();
    }

    @BeforeEach
    void publishKeys() throws IOException {
        verifiers = new DkimVerifiers(
                folder,
                Map.of("rsa._domainkey.example.org", RSA.record(), "ed._domainkey.example.org", ED25519.record()));
    }

    @Test
    void holdForBothVerifiers() throws Exception {
        List<Path> rsaFirst = new ArrayList<>();
        List<Path> ed25519First = new ArrayList<>();
        for (Map.Entry<String, RenderedMessage> mail : mails()) {
            rsaFirst.add(file(mail.getKey() + "-rsa.eml", signed(RSA_FIRST, mail.getValue())));
            ed25519First.add(file(mail.getKey() + "-ed.eml", signed(ED25519_FIRST, mail.getValue())));
        }

        assertVerdicts(verifiers.opendkim(rsaFirst), rsaFirst, "rsa succeeded");
        assertVerdicts(verifiers.opendkim(ed25519First), ed25519First, "ed succeeded");
        assertVerdicts(verifiers.dkimpy(rsaFirst), rsaFirst, "succeeded succeeded");
        assertVerdicts(verifiers.dkimpy(ed25519First), ed25519First, "succeeded succeeded");
    }

    @Test
    void breakWithOneOctetChangedAndWithOneFieldMore() throws Exception {
        List<Path> rsaFirst = new ArrayList<>();
        List<Path> ed25519First = new ArrayList<>();
        Random random = new Random(1);
        for (int seed = 1; seed <= MAILS; seed++) {
            byte[] rsa = signed(RSA_FIRST, generated(seed));
            byte[] ed25519 = signed(ED25519_FIRST, generated(seed));
            rsaFirst.add(file(seed + "-rsa-header.eml", changed(rsa, fields(rsa), body(rsa), random)));
            rsaFirst.add(file(seed + "-rsa-body.eml", changed(rsa, body(rsa), rsa.length, random)));
            rsaFirst.add(file(seed + "-rsa-more.eml", withSecond("Subject", rsa)));
            ed25519First.add(file(seed + "-ed-header.eml", changed(ed25519, fields(ed25519), body(ed25519), random)));
            ed25519First.add(file(seed + "-ed-body.eml", changed(ed25519, body(ed25519), ed25519.length, random)));
            ed25519First.add(file(seed + "-ed-more.eml", withSecond("To", ed25519)));
        }

        assertVerdicts(verifiers.opendkim(rsaFirst), rsaFirst, "rsa failed");
        assertVerdicts(verifiers.opendkim(ed25519First), ed25519First, "ed failed");
        assertVerdicts(verifiers.dkimpy(rsaFirst), rsaFirst, "failed failed");
        assertVerdicts(verifiers.dkimpy(ed25519First), ed25519First, "failed failed");
    }

    private static void assertVerdicts(Map<Path, String> verdicts, List<Path> mails, String expected) {
        assertThat(verdicts.keySet()).containsExactlyInAnyOrderElementsOf(mails);
        assertThat(verdicts)
                .allSatisfy((mail, verdict) ->
                        assertThat(verdict).as(mail.getFileName().toString()).isEqualTo(expected));
    }

    private static List<Map.Entry<String, RenderedMessage>> mails() throws Exception {
        List<Map.Entry<String, RenderedMessage>> mails = new ArrayList<>();
        for (int seed = 1; seed <= MAILS; seed++) {
            mails.add(Map.entry(String.valueOf(seed), generated(seed)));
        }
        for (String foreign : FOREIGN) {
            MimeMessage message = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(foreign.getBytes(StandardCharsets.UTF_8)));
            mails.add(Map.entry(
                    "foreign" + FOREIGN.indexOf(foreign),
                    PreparedMessage.render(message, null, "<foreign@example.org>", Instant.now())));
        }
        return mails;
    }

    private static RenderedMessage generated(int seed) {
        return MimeRenderer.render(new MailGenerator(seed).next(), "<" + seed + "@example.org>", Instant.now());
    }

    private static byte[] signed(DkimSigner signer, RenderedMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        signer.sign(message, Instant.now()).writeTo(out);
        return out.toByteArray();
    }

    private Path file(String name, byte[] mail) throws IOException {
        return Files.write(folder.resolve(name), mail);
    }

    /** Where the fields below the signatures begin: Date is the first that we write. */
    private static int fields(byte[] mail) {
        return new String(mail, StandardCharsets.ISO_8859_1).indexOf("\r\nDate:") + 2;
    }

    private static int body(byte[] mail) {
        return new String(mail, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    /** With another letter or digit in place of one of those between; with one more at the end where there is none. */
    private static byte[] changed(byte[] mail, int from, int to, Random random) {
        boolean header = to < mail.length;
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        Set<String> signed = signed(text);
        int[] places = IntStream.range(from, to)
                .filter(i -> mail[i] > 0 && Character.isLetterOrDigit(mail[i]))
                .filter(i -> !header || isInValueOf(signed, text, i))
                .toArray();
        if (places.length == 0) {
            byte[] longer = Arrays.copyOf(mail, mail.length + 3);
            System.arraycopy("x\r\n".getBytes(StandardCharsets.US_ASCII), 0, longer, mail.length, 3);
            return longer;
        }
        byte[] changed = mail.clone();
        changed[places[random.nextInt(places.length)]] ^= 1;
        return changed;
    }

    /** The names of the fields that the first signature vouches for. */
    private static Set<String> signed(String mail) {
        Matcher names = Pattern.compile("[ ;]h=([^;]*);").matcher(mail);
        assertThat(names.find()).isTrue();
        // Some stand there twice, so that nobody can add one.
        return new HashSet<>(List.of(
                names.group(1).replaceAll("\\s", "").toLowerCase(Locale.ROOT).split(":")));
    }

    /** Whether that octet stands in the value of one of these fields; without its name a field is another one. */
    private static boolean isInValueOf(Set<String> names, String mail, int at) {
        int start = mail.lastIndexOf('\n', at) + 1;
        while (mail.charAt(start) == ' ' || mail.charAt(start) == '\t') {
            start = mail.lastIndexOf('\n', start - 2) + 1;
        }
        int colon = mail.indexOf(':', start);
        return at > colon && names.contains(mail.substring(start, colon).toLowerCase(Locale.ROOT));
    }

    private static byte[] withSecond(String field, byte[] mail) {
        String more = field + ": Another\r\n" + new String(mail, StandardCharsets.ISO_8859_1);
        return more.getBytes(StandardCharsets.ISO_8859_1);
    }
}
