// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clicks through the mailbox of an application, as its author would. */
class DevMailboxPageTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    /** Each word of it would do harm on a page that did not escape it. */
    private static final String HOSTILE = "<script>document.title='taken over'</script>\"'{{list}}&amp;";

    private final WebClient browser = new WebClient();
    private int port;
    private Application application;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        application = new Application(
                        Map.of("smtp-connector.mailbox", "true", "smtp-connector.mailbox.port", String.valueOf(port)))
                .start();
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    }

    @AfterEach
    void stop() {
        browser.close();
        application.close();
    }

    private <P extends Page> P open(String path) throws Exception {
        P page = browser.getPage("http://localhost:" + port + path);
        if (page instanceof HtmlPage html && html.querySelector("#list") != null) {
            awaitList(html);
        }
        return page;
    }

    /** The list comes by a question of the page. */
    private void awaitList(HtmlPage page) {
        await(page, () -> page.querySelector("#list > *") != null);
    }

    private void send(Map<String, Object> more) throws Exception {
        Map<String, Object> inputs =
                new LinkedHashMap<>(Map.of("to", "Ann Example <ann@example.com>", "subject", "Hi"));
        inputs.putAll(more);
        assertThat(application.send("direct:fixed", inputs).getException()).isNull();
    }

    private void sendOrder() throws Exception {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("Übersicht März.csv", "a;b\r\n1;2\r\n");
        send(Map.of(
                "subject", "Order 4711 – 注文",
                "bcc", "archive@example.com",
                "text", "Thank you, Ann.\nIt is on its way – bald.",
                "html",
                        "<h2>Thank you, <i>Ann</i></h2><img src=\"cid:logo\" alt=\"logo\"><a href=\"https://example.com/\">more</a>",
                "attachments", files,
                "multipleAttachments",
                        List.of(Map.of("fileName", "logo.png", "content", PNG, "contentId", "logo", "inline", true))));
    }

    private String text(HtmlPage page, String selector) {
        awaitList(page);
        DomNode found = page.querySelector(selector);
        assertThat(found).as(selector + " in " + page.asXml()).isNotNull();
        return found.asNormalizedText();
    }

    private static HtmlPage click(HtmlPage page, String link) throws Exception {
        return page.getAnchorByText(link).click();
    }

    @Test
    void showsEachMailThatComesWithoutBeingReloaded() throws Exception {
        HtmlPage page = open("/");
        assertThat(text(page, "#list")).isEqualTo("No mail yet. What the application sends is shown here at once.");

        send(Map.of("text", "one"));
        send(Map.of("text", "two", "subject", "The second"));

        await(page, () -> page.querySelectorAll("#list li").size() == 2);
        assertThat(page.querySelectorAll("#list li b"))
                .extracting(DomNode::asNormalizedText)
                .containsExactly("The second", "Hi");
        assertThat(text(page, "#list li .to")).isEqualTo("ann@example.com");
        assertThat(text(page, ".count")).isEqualTo("2 mails");
        HtmlPage mail = ((DomElement) page.querySelector("#list li a")).click();
        assertThat(text(mail, "h1")).isEqualTo("The second");
        assertThat(text(mail, "main pre").strip()).isEqualTo("two");
    }

    @Test
    void showsTheMailItsPartsItsSourceAndItsResult() throws Exception {
        sendOrder();
        HtmlPage page = open("/");
        HtmlPage mail = ((DomElement) page.querySelector("#list li a")).click();

        assertThat(mail.getTitleText()).isEqualTo("Order 4711 – 注文");
        assertThat(text(mail, "dl"))
                .contains("orders@example.com", "Ann Example <ann@example.com>", "Bcc\narchive@example.com");
        DomElement frame = mail.querySelector("main iframe");
        assertThat(frame.getAttribute("sandbox")).isEqualTo("allow-popups allow-popups-to-escape-sandbox");
        WebResponse html = open(frame.getAttribute("src")).getWebResponse();
        assertThat(html.getContentAsString())
                .contains("<h2>Thank you, <i>Ann</i></h2>", "src=\"data:image/png;base64,iVBORw0KGgo=\"")
                .doesNotContain("cid:");
        assertThat(html.getResponseHeaderValue("Content-Security-Policy"))
                .startsWith("sandbox allow-popups ")
                .contains("default-src 'none'")
                .doesNotContain("allow-scripts");

        assertThat(text(click(mail, "Text"), "main pre")).isEqualTo("Thank you, Ann.\nIt is on its way – bald.");
        assertThat(text(click(mail, "Parts"), "main pre"))
                .contains(
                        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "image/png", "text/csv");
        assertThat(text(click(mail, "Headers"), "main table")).contains("Message-ID", "MIME-Version");
        assertThat(text(click(mail, "Source"), "main pre")).contains("Content-Transfer-Encoding: ", "Subject: ");
        assertThat(text(click(mail, "Result"), "main table"))
                .contains("250 2.0.0 ok queued as TEST1", "MAIL FROM:<orders@example.com>", "archive@example.com");
        assertThat(text(click(mail, "Development mailbox"), "#list .count")).isEqualTo("1 mail");
    }

    @Test
    void handsOutFilesUnchanged() throws Exception {
        sendOrder();
        HtmlPage mail = open("/mails/1");
        DomElement csv = mail.getElementsByTagName("a").stream()
                .filter(link -> link.getTextContent().startsWith("Übersicht März.csv"))
                .findFirst()
                .orElseThrow();

        WebResponse file = open(csv.getAttribute("href")).getWebResponse();

        assertThat(file.getContentAsString()).isEqualTo("a;b\r\n1;2\r\n");
        assertThat(file.getContentType()).isEqualTo("application/octet-stream");
        assertThat(file.getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename*=UTF-8''%C3%9Cbersicht%20M%C3%A4rz.csv");
        assertThat(open("/mails/1/mail.eml").getWebResponse().getContentAsString())
                .contains("\r\nMessage-ID: <", "\r\na;b\r\n1;2\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mail", "text", "parts", "headers", "source", "result", "nothing", "<b>"})
    void escapesEveryWordOfAMail(String view) throws Exception {
        send(Map.of(
                "subject", HOSTILE,
                "to", "\"" + HOSTILE.replace("\"", "") + "\" <ann@example.com>",
                "text", HOSTILE,
                "html", HOSTILE,
                "attachments", Map.of(HOSTILE.replace("/", ""), "x")));

        HtmlPage page = open("/mails/1"
                + (view.isEmpty() ? "" : "?show=" + view.replace("<", "%3C").replace(">", "%3E")));

        assertThat(page.getTitleText()).isEqualTo(HOSTILE);
        assertThat(page.getElementsByTagName("script")).hasSize(1);
        assertThat(text(page, "h1")).isEqualTo(HOSTILE);
        assertThat(text(page, "#list li b")).isEqualTo(HOSTILE);
    }

    @Test
    void emptiesTheMailbox() throws Exception {
        send(Map.of("text", "one"));
        HtmlPage page = open("/mails/1");

        page.getHtmlElementById("empty").click();
        await(page, () -> browser.getCurrentWindow()
                .getEnclosedPage()
                .getUrl()
                .getPath()
                .equals("/"));

        HtmlPage after = open("/");
        assertThat(text(after, "#list")).startsWith("No mail yet.");
        assertThat(text(open("/mails/1"), "main")).isEqualTo("That mail is not here any more.");
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, localhost, 200",
        "GET / HTTP/1.1, 127.0.0.1:8025, 200",
        "GET / HTTP/1.1, evil.example, 403",
        "GET /mails/1/source HTTP/1.1, localhost.evil.example, 403",
        "POST /empty HTTP/1.1, localhost, 403",
        "GET /mails/99999999999 HTTP/1.1, localhost, 404",
        "GET /mails/1/files/77 HTTP/1.1, localhost, 404",
        "GET /../pom.xml HTTP/1.1, localhost, 404",
    })
    void answersOnlyItsOwnMachineAndItsOwnPage(String request, String host, String code) throws Exception {
        send(Map.of("text", "one"));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = client.getInputStream()) {
            client.getOutputStream()
                    .write((request + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            assertThat(answer).startsWith("HTTP/1.1 " + code);
        }
        assertThat(text(open("/"), "#list .count")).isEqualTo("1 mail");
    }

    /** The page looks once a second; waits for its script, not for a time. */
    private void await(HtmlPage page, java.util.function.BooleanSupplier condition) {
        for (int look = 0; look < 100 && !condition.getAsBoolean(); look++) {
            browser.waitForBackgroundJavaScript(100);
        }
        assertThat(condition.getAsBoolean()).as(page.asXml()).isTrue();
    }
}
