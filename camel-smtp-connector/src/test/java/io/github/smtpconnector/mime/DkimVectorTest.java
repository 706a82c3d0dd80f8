// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.testkit.DkimKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical forms, hashes and signatures are those that RFC 6376 and RFC 8463 print. */
class DkimVectorTest {

    /** RFC 8463 appendix A.1: 32 octets, here in the frame of PKCS#8 (RFC 8410 section 7). */
    private static final String ED25519 = DkimKeys.pem(
            "PRIVATE KEY",
            HexFormat.of()
                    .parseHex("302e020100300506032b657004220420"
                            + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    private static final String RSA =
            """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
            Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
            KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
            AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
            6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
            zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
            6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
            uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
            WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
            WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
            licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
            o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
            uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
            -----END RSA PRIVATE KEY-----
            """;

    private static final String MAIL =
            """
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>
            """;

    private static final String BODY = "Hi.\n\nWe lost the game.  Are you hungry yet?\n\nJoe.\n";
    private static final String BODY_HASH = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=";

    @Test
    void signsTheExampleWithEd25519() {
        String field =
                """
                DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
                 d=football.example.com; i=@football.example.com;
                 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
                 subject : date : message-id : from : subject : date;
                 bh=%s;
                 b="""
                        .formatted(BODY_HASH);

        assertThat(signature(DkimKey.of("brisbane", ED25519), field))
                .isEqualTo("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus"
                        + "Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
    }

    @Test
    void signsTheExampleWithRsa() {
        String field =
                """
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
                 d=football.example.com; i=@football.example.com;
                 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
                 date : message-id : from : subject : date;
                 bh=%s;
                 b="""
                        .formatted(BODY_HASH);

        assertThat(signature(DkimKey.of("test", RSA), field))
                .isEqualTo("F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3"
                        + "DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz"
                        + "dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=");
    }

    /** The tag h: the fields of the mail in its order, since each exists once. */
    private static String signature(DkimKey key, String field) {
        RelaxedHeader header = new RelaxedHeader(octets(crlf(MAIL)));
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        for (String name : new String[] {"from", "to", "subject", "date", "message-id"}) {
            assertThat(header.fromBelow(name)).hasSize(1);
            signed.writeBytes(header.fromBelow(name).get(0));
            signed.writeBytes(octets("\r\n"));
        }
        byte[] own = octets(crlf(field));
        signed.writeBytes(RelaxedHeader.relax(own, 0, own.length));
        return Base64.getEncoder().encodeToString(key.sign(signed.toByteArray()));
    }

    @Test
    void hashesTheBodyOfTheExample() {
        assertThat(hash(crlf(BODY))).isEqualTo(BODY_HASH);
    }

    /** RFC 6376 section 3.4.5 for the first, section 3.4.4 for the empty one. */
    @ParameterizedTest
    @CsvSource({
        "' C \r\nD \t E\r\n\r\n\r\n',' C\r\nD E\r\n'",
        "'',''",
        "'\r\n\r\n',''",
        "' \t \r\n\t\r\n',''",
        "'a','a\r\n'",
        "'a \t','a\r\n'",
        "'a\r\n','a\r\n'",
        "'\r\n\r\na\r\n','\r\n\r\na\r\n'",
        "'\t a\t\tb \r\n  \r\nc\r\n \r\n',' a b\r\n\r\nc\r\n'",
        "'ä\r\n','ä\r\n'",
    })
    void hashesABodyInItsRelaxedForm(String body, String relaxed) {
        String expected = Base64.getEncoder().encodeToString(Digests.sha256().digest(octets(relaxed)));

        assertThat(hash(body)).isEqualTo(expected);
        assertThat(hashOctetByOctet(body)).isEqualTo(expected);
    }

    @Test
    void hashesTheEmptyBodyAsPrinted() {
        assertThat(hash("")).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8190, 8191, 8192, 8193, 20_000})
    void hashesLinesOfAnyLength(int length) {
        String body = ("x".repeat(length) + " y\r\n").repeat(3);

        assertThat(hash(body))
                .isEqualTo(Base64.getEncoder().encodeToString(Digests.sha256().digest(octets(body))));
    }

    @ParameterizedTest
    @CsvSource({
        "'A: X\r\n',a:X",
        "'B : Y\t\r\n\tZ  \r\n',b:Y Z",
        "'Subject:\r\n',subject:",
        "'Subject: \t \r\n',subject:",
        "'Subject:\r\n  folded\r\n\t twice \r\n',subject:folded twice",
        "'SUBJECT:a:b  c',subject:a:b c",
    })
    void relaxesAField(String field, String relaxed) {
        byte[] octets = octets(field);

        assertThat(new String(RelaxedHeader.relax(octets, 0, octets.length), StandardCharsets.UTF_8))
                .isEqualTo(relaxed);
    }

    @Test
    void takesFieldsOfOneNameFromBelow() {
        RelaxedHeader header = new RelaxedHeader(octets("X: 1\r\nY: a\r\n b\r\nno field\r\nx : 2\r\nX:\t3\r\n"));

        assertThat(header.fromBelow("x")).extracting(String::new).containsExactly("x:3", "x:2", "x:1");
        assertThat(header.fromBelow("y")).extracting(String::new).containsExactly("y:a b");
        assertThat(header.fromBelow("z")).isEmpty();
    }

    private static String hash(String body) {
        RelaxedBody out = new RelaxedBody(Digests.sha256());
        byte[] octets = octets(body);
        out.write(octets, 0, octets.length);
        return Base64.getEncoder().encodeToString(out.hash());
    }

    private static String hashOctetByOctet(String body) {
        RelaxedBody out = new RelaxedBody(Digests.sha256());
        for (byte octet : octets(body)) {
            out.write(octet);
        }
        return Base64.getEncoder().encodeToString(out.hash());
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
