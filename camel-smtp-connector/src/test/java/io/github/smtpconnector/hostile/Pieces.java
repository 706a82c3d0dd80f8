// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.hostile;

import java.util.List;
import java.util.Map;

/** What inputs are made of here: legal but odd, and what must never get through. */
final class Pieces {

    /** U+010A, U+010D, U+0100, U+560A, U+560D, U+760D: cut to one octet they are LF, CR, NUL, LF, CR, CR. */
    private static final String LOW = "\u010a\u010d\u0100\u560a\u560d\u760d";

    /** Of an address the meaning is what the server must be told. */
    static final List<Piece> ADDRESSES = List.of(
            Piece.of("ann@example.com"),
            Piece.of("Ann Other <ann.other@example.com>", "ann.other@example.com"),
            Piece.of("\"Other, Ann; <eve@evil.example>\" <ann1@example.com>", "ann1@example.com"),
            Piece.of("\"eve@evil.example\" <ann2@example.com>", "ann2@example.com"),
            Piece.of("\"eve@evil.example\"@example.com"),
            Piece.of("\"eve@evil.example>,<x\"@example.com"),
            Piece.of("\"two words\"@example.com"),
            Piece.of("\"a\\\"b\\\\c\"@example.com"),
            Piece.of("\"ann3\"@example.com", "ann3@example.com"),
            Piece.of("\"a..b\"@example.com"),
            Piece.of("ann4@example.com (Ann)", "ann4@example.com"),
            Piece.of("(eve@evil.example, x) ann5@example.com", "ann5@example.com"),
            Piece.of("Ann (eve@evil.example) <ann6@example.com>", "ann6@example.com"),
            Piece.of("ann7@m\u00fcnchen.example", "ann7@xn--mnchen-3ya.example"),
            Piece.of("ann8@\u0440\u0430\u0443\u0440\u0430l.example", "ann8@xn--l-7sba6dbr.example"),
            Piece.of("ann9@xn--mnchen-3ya.example"),
            Piece.of("a" + LOW + "@example.com"),
            Piece.of(LOW + " <ann10@example.com>", "ann10@example.com"),
            Piece.of("=?utf-8?q?=0D=0ABcc=3A_eve=40evil.example?= <ann11@example.com>", "ann11@example.com"),
            Piece.of("!#$%&'*+-/=?^_`{|}~@example.com"),
            Piece.of("ann12@[192.0.2.1]"),
            Piece.of("ann13@[IPv6:2001:db8::1]"),
            Piece.of("Ann@EXAMPLE.org"));

    static final List<Piece> NO_ADDRESSES = List.of(
            Piece.refused("friends: ann@example.com, eve@evil.example;"),
            Piece.refused("undisclosed-recipients:;"),
            Piece.refused("<@evil.example:ann@example.com>"),
            Piece.refused("<@evil.example,@example.com:ann@example.com>"),
            Piece.refused("ann@example.com <eve@evil.example>"),
            Piece.refused("ann@example.com eve@evil.example"),
            Piece.refused("ann(eve@evil.example)@example.com"),
            Piece.refused("ann@(evil.example)example.com"),
            Piece.refused("ann@example(.evil).com"),
            Piece.refused("ann@example.com@evil.example"),
            Piece.refused("\"ann\".b@example.com"),
            Piece.refused("<ann@example.com"),
            Piece.refused("<ann@example.com>>"),
            Piece.refused("ann@example.com>"),
            Piece.refused("<<ann@example.com>>"),
            Piece.refused("<ann@example.com> SIZE=1"),
            Piece.refused("ann@example.com> NOTIFY=NEVER ORCPT=rfc822;<eve@evil.example"),
            Piece.refused("\"open@example.com"),
            Piece.refused("ann@"),
            Piece.refused("@example.com"),
            Piece.refused("<>"),
            Piece.refused("ann"),
            Piece.refused("a..b@example.com"),
            Piece.refused("ann@.example.com"),
            Piece.refused("ann@example..com"),
            Piece.refused("ann@-example.com"),
            Piece.refused("ann@exa_mple.com"),
            Piece.refused("ann@[192.0.2.256]"),
            Piece.refused("ann@[192.0.2.1"),
            Piece.refused("ann@[tag:x]"),
            Piece.refused("ann@\uff45xample.com"),
            Piece.refused("ann@ex\u00adample.com"),
            Piece.refused("ann@evil\u3002example"),
            Piece.refused("ann@example\uff0ecom"),
            Piece.refused("ann@ex\u200bample.com"),
            Piece.refused("ann\u202e@example.com"),
            Piece.refused("ann\u00a0eve@example.com"),
            Piece.refused("Ann\u202e <ann@example.com>"),
            Piece.refused("ann@exam\u0085ple.com"),
            Piece.refused("ann\u2028@example.com"),
            Piece.refused("ann\t@example.com\u000b"),
            Piece.refused("a".repeat(65) + "@example.com"),
            Piece.refused("ann@" + "a.".repeat(130) + "com"),
            Piece.refused("(".repeat(10_000) + "ann@example.com"),
            Piece.refused("\"" + "\\\"".repeat(5_000) + "\" <ann@example.com>"),
            Piece.refused(42),
            Piece.refused(true),
            Piece.refused(List.of("ann@example.com")),
            Piece.refused(Map.of("address", "ann@example.com")));

    static final List<Piece> SUBJECTS = List.of(
            Piece.of("Hello"),
            Piece.of("a\tb"),
            Piece.of(LOW),
            Piece.of("=?utf-8?q?=0D=0ABcc:_eve=40evil.example?="),
            Piece.of("x".repeat(3_000)),
            Piece.of("\u0440\u0430\u0443".repeat(300)),
            Piece.of("Bcc: eve@evil.example"),
            Piece.of("%0D%0AX-Evil: 1"),
            Piece.of("\\r\\nX-Evil: 1"),
            Piece.of("two\u2028lines"),
            Piece.of("a\r\n X-Evil: folded", "a X-Evil: folded"));

    static final List<Piece> NO_SUBJECTS = List.of(
            Piece.refused("next\u0085line"),
            Piece.refused("bell\u0007"),
            Piece.refused(List.of("a", "b")),
            Piece.refused(Map.of("a", "b")));

    /** Only NUL has no place in a text, and what is no character. */
    static final List<Piece> TEXTS = List.of(
            Piece.of("Secret-Content"),
            Piece.of("Secret-Content\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<eve@evil.example>\r\nDATA\r\n"),
            Piece.of("\n.\n\r.\r\r\n..\r\n.Secret-Content"),
            Piece.of("Secret-Content" + LOW),
            Piece.of("--=_boundary\r\nX-Odd: 1\r\n\r\n"),
            Piece.of("From \nFrom " + "x".repeat(2_000)));

    static final List<Piece> NO_TEXTS = List.of(
            Piece.refused("Secret-Content\0"), Piece.refused("\ud800Secret-Content"), Piece.refused(Map.of("a", "b")));

    /** Of a file name the meaning is what the receiver sees. */
    static final List<Piece> NAMES = List.of(
            Piece.of("a.txt"),
            Piece.of("a\"b;c=d,e.txt"),
            Piece.of(LOW + ".pdf"),
            Piece.of("=?utf-8?q?=0D=0AX-Evil:_1?=.txt"),
            Piece.of("x".repeat(251) + ".txt"),
            Piece.of("UTF-8''%0D%0A.txt"),
            Piece.of("\u0440\u0430\u0443".repeat(80)));

    static final List<Piece> NO_NAMES = List.of(
            Piece.refused(".."),
            Piece.refused("x/"),
            Piece.refused(" "),
            Piece.refused("\u202etxt.exe"),
            Piece.refused("a\u2028b"),
            Piece.refused("x".repeat(256)));

    static final List<Piece> FOLDERS = List.of(
            Piece.of("../../etc/passwd", "passwd"),
            Piece.of("C:\\temp\\b.txt", "b.txt"),
            Piece.of("file:///etc/hosts", "hosts"));

    static final List<Piece> TYPES =
            List.of(Piece.of("text/plain"), Piece.of("image/png"), Piece.of("application/x-odd; a=\"b;c=\\\"d\""));

    static final List<Piece> NO_TYPES = List.of(
            Piece.refused("multipart/mixed; boundary=x"),
            Piece.refused("text"),
            Piece.refused("text/plain; a=" + LOW),
            Piece.refused("text/\u560aplain"),
            Piece.refused("text/plain (eve)"));

    static final List<Piece> IDS = List.of(Piece.of("logo"), Piece.of("<logo.1@example.com>"));

    static final List<Piece> NO_IDS =
            List.of(Piece.refused("a b"), Piece.refused("a>b"), Piece.refused(LOW), Piece.refused("x".repeat(251)));

    /** Of a file the meaning is its octets: a text that looks like a place is a text. */
    static final List<Piece> FILES = List.of(
            Piece.of("Secret-Content"),
            Piece.of("file:/etc/passwd"),
            Piece.of("file:///etc/passwd"),
            Piece.of("/etc/passwd"),
            Piece.of("http://192.0.2.1/latest/meta-data"),
            Piece.of("jar:file:/tmp/x.jar!/y"),
            Piece.of("classpath:application.properties"),
            Piece.of("resource:classpath:x"),
            Piece.of("ref:bean"),
            Piece.of("${env:PATH}"),
            Piece.of("{{smtp.password}}"),
            Piece.of("data:text/plain;base64,SGk=", "Hi"),
            Piece.of("data:,a%0D%0Ab", "a\r\nb"),
            new Piece(Map.of("path", "/etc/passwd"), "{\"path\":\"/etc/passwd\"}"),
            new Piece(List.of("file:/etc/passwd"), "[\"file:/etc/passwd\"]"));

    static final List<Piece> NO_FILES = List.of(
            Piece.refused(42),
            Piece.refused(true),
            Piece.refused("data:text/plain"),
            Piece.refused("data:;base64,$$$$"),
            Piece.refused("data:,%0"));

    static final List<Piece> HEADER_NAMES = List.of(Piece.of("X-Campaign"), Piece.of("Keywords"), Piece.of("x_.odd!"));

    static final List<Piece> NO_HEADER_NAMES = List.of(
            Piece.refused("bcc"),
            Piece.refused("Content-Type"),
            Piece.refused("X-(Evil)"),
            Piece.refused("X-Evil: 1"),
            Piece.refused("X-\u0435vil"),
            Piece.refused(""));

    static final List<Piece> MESSAGE_IDS =
            List.of(Piece.of("<a.b@example.com>"), Piece.of("a+b@[192.0.2.1]", "<a+b@[192.0.2.1]>"));

    static final List<Piece> NO_MESSAGE_IDS = List.of(
            Piece.refused("<a@example.com>x"),
            Piece.refused("<a@example.com><b@example.com>"),
            Piece.refused("<a\u0131@example.com>"),
            Piece.refused(42),
            Piece.refused(Map.of("a", "b")));

    /** Of a thread the meaning is what is left of it: a line end is a blank there, and what cannot be written is left out. */
    static final List<Piece> THREADS = List.of(
            Piece.of("<a.b@example.com>"),
            Piece.of("a+b@[192.0.2.1]", "<a+b@[192.0.2.1]>"),
            Piece.of("<a@example.com><b@example.com>", "<a@example.com> <b@example.com>"),
            Piece.of("<a@example.com>\r\nX-Evil: 1", "<a@example.com>"),
            Piece.of("<a@example.com>\r\n <b@exam\nple.com>\r", "<a@example.com> <b@example.com>"),
            Piece.of("<a\0@example.com> <b@example.com\ud800>", ""),
            Piece.of("<a\u0131@example.com><b" + LOW + "@example.com>", ""),
            Piece.of("<a@example.com>\r\n\r\nBcc: eve@evil.example", "<a@example.com> <eve@evil.example>"),
            Piece.of("(<eve@evil.example>) \"\r\nX-Evil: 1\"", ""));

    static final List<Piece> NO_THREADS = List.of(Piece.refused(42), Piece.refused(Map.of("a", "b")));

    static final List<Piece> UNSUBSCRIBE = List.of(
            Piece.of("<mailto:leave@example.com>"),
            Piece.of("https://example.com/%0D%0AX-Evil,x", "<https://example.com/%0D%0AX-Evil,x>"));

    static final List<Piece> NO_UNSUBSCRIBE =
            List.of(Piece.refused("http://example.com/"), Piece.refused("https://a/>,<b:c"), Piece.refused(42));

    private Pieces() {}
}
