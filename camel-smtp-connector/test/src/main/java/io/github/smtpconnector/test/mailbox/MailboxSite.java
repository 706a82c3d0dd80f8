// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.smtpconnector.testkit.ReceivedPart;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mailbox by HTTP, at the loopback address. What came in a mail is handed out so that no browser runs it: as text, as a
 * download, or as html without scripts, forms and anything from elsewhere.
 */
final class MailboxSite implements AutoCloseable {

    private static final Pattern MAIL =
            Pattern.compile("/mails/(\\d{1,9})(?:/(html|source|mail\\.eml|files/(\\d{1,4})))?");
    private static final Pattern OPEN = Pattern.compile("(?:^|&)open=(\\d{1,9})(?:&|$)");
    private static final Pattern SHOW = Pattern.compile("(?:^|&)show=([a-z]+)(?:&|$)");

    /** Another name would be that of a foreign page which makes a browser ask here (DNS rebinding). */
    private static final Pattern OWN_NAME = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

    private static final String FOR_PAGES =
            "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String FOR_MAILS =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:;"
                    + " style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'";

    private final DevMailbox mailbox;
    private final MailboxPage page = new MailboxPage();
    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "development-mailbox");
        thread.setDaemon(true);
        return thread;
    });

    MailboxSite(int port, DevMailbox mailbox) throws IOException {
        this.mailbox = mailbox;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
    }

    void start() {
        http.start();
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
            if (!OWN_NAME.matcher(host).matches()) {
                text(exchange, 403, "Only for this machine, by the name localhost");
            } else if (exchange.getRequestMethod().equals("POST")) {
                post(exchange);
            } else {
                get(exchange);
            }
        }
    }

    private void post(HttpExchange exchange) throws IOException {
        // A page from elsewhere cannot set this field without being asked first, and is not answered then.
        boolean own = exchange.getRequestHeaders().containsKey("X-Mailbox");
        if (own && exchange.getRequestURI().getPath().equals("/empty")) {
            mailbox.empty();
            text(exchange, 200, "empty");
        } else {
            text(exchange, 403, "Not from here");
        }
    }

    private void get(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        Matcher named = MAIL.matcher(path);
        switch (path) {
            case "/" -> html(exchange, FOR_PAGES, page.all(mailbox.mails()));
            case "/list" -> html(exchange, FOR_PAGES, page.list(mailbox.mails(), number(OPEN.matcher(query))));
            case "/mailbox.css" -> resource(exchange, "mailbox.css", "text/css");
            case "/mailbox.js" -> resource(exchange, "mailbox.js", "text/javascript");
            default -> {
                Optional<Kept> mail =
                        named.matches() ? mailbox.mail(Integer.parseInt(named.group(1))) : Optional.empty();
                if (mail.isPresent()) {
                    mail(exchange, mail.get(), named, query);
                } else {
                    html(exchange, FOR_PAGES, 404, page.gone(mailbox.mails()));
                }
            }
        }
    }

    private void mail(HttpExchange exchange, Kept mail, Matcher named, String query) throws IOException {
        String what = Objects.requireNonNullElse(named.group(2), "");
        Matcher show = SHOW.matcher(query);
        switch (what) {
            case "" -> html(exchange, FOR_PAGES, page.mail(mailbox.mails(), mail, show.find() ? show.group(1) : ""));
            case "html" -> html(exchange, FOR_MAILS, MailboxPage.htmlWithImages(mail));
            case "source" ->
                send(exchange, 200, "text/plain; charset=utf-8", mail.taken().content());
            case "mail.eml" -> download(exchange, "mail.eml", mail.taken().content());
            default -> {
                int index = Integer.parseInt(named.group(3));
                List<ReceivedPart> files = mail.files();
                if (index < files.size()) {
                    download(
                            exchange,
                            Kept.name(files.get(index)),
                            files.get(index).bytes());
                } else {
                    html(exchange, FOR_PAGES, 404, page.gone(mailbox.mails()));
                }
            }
        }
    }

    private static int number(Matcher matcher) {
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static void resource(HttpExchange exchange, String name, String type) throws IOException {
        try (InputStream in = MailboxSite.class.getResourceAsStream(name)) {
            send(
                    exchange,
                    200,
                    type + "; charset=utf-8",
                    Objects.requireNonNull(in).readAllBytes());
        }
    }

    private static void download(HttpExchange exchange, String name, byte[] octets) throws IOException {
        // RFC 6266 section 4.3, and the encoding of RFC 8187.
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename*=UTF-8''" + encoded);
        send(exchange, 200, "application/octet-stream", octets);
    }

    private static void text(HttpExchange exchange, int code, String text) throws IOException {
        send(exchange, code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void html(HttpExchange exchange, String policy, String html) throws IOException {
        html(exchange, policy, 200, html);
    }

    private static void html(HttpExchange exchange, String policy, int code, String html) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", policy);
        send(exchange, code, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int code, String type, byte[] octets) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(code, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
