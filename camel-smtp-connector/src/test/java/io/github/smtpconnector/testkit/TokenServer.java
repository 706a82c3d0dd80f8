// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint over HTTP or HTTPS on the loopback address: gives {@code token-1}, {@code token-2} and so on, each for an hour,
 * unless told what to answer, where the scope is {@code long} with 4,000 characters more; and an introspection endpoint (RFC 7662) that knows those which are not revoked.
 */
public final class TokenServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private final String username;
    private final String origin;

    /** What to answer once. */
    @FunctionalInterface
    public interface Answer {
        /** Answers, or does not. */
        void to(HttpExchange exchange) throws IOException;

        /** Answers with this. */
        static Answer of(int status, String body) {
            return exchange -> {
                byte[] octets = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
                exchange.getResponseBody().write(octets);
            };
        }
    }

    /** Gives tokens that are this user's. */
    public TokenServer(String username) {
        this(username, null);
    }

    /** The same over HTTPS, as {@code localhost}. */
    public TokenServer(String username, @Nullable SSLContext tls) {
        this.username = username;
        this.origin = tls == null ? "http://127.0.0.1:" : "https://localhost:";
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls == null) {
                server = HttpServer.create(address, 0);
            } else {
                HttpsServer https = HttpsServer.create(address, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = https;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/token", this::token);
        server.createContext("/introspect", this::introspect);
        server.start();
    }

    /** Gives this answer to the next request that has none yet. */
    public TokenServer answer(Answer answer) {
        answers.add(answer);
        return this;
    }

    public TokenServer answer(int status, String body) {
        return answer(Answer.of(status, body));
    }

    public URI tokenUri() {
        return uri("/token");
    }

    public URI introspectionUri() {
        return uri("/introspect");
    }

    private URI uri(String path) {
        return URI.create(origin + server.getAddress().getPort() + path);
    }

    /** The fields of all requests for a token. */
    public List<Map<String, String>> requests() {
        return requests;
    }

    /** The token is known no more. */
    public void revoke(String token) {
        active.remove(token);
    }

    private void token(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> request = fields(exchange);
            requests.add(request);
            Answer answer = answers.poll();
            if (answer != null) {
                answer.to(exchange);
                return;
            }
            boolean isLong = "long".equals(request.get("scope"));
            String token = "token-" + requests.size() + (isLong ? "x".repeat(4000) : "");
            active.add(token);
            Answer.of(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                    .to(exchange);
        }
    }

    private void introspect(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = active.contains(fields(exchange).getOrDefault("token", ""));
            Answer.of(200, known ? "{\"active\":true,\"username\":\"" + username + "\"}" : "{\"active\":false}")
                    .to(exchange);
        }
    }

    private static Map<String, String> fields(HttpExchange exchange) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Arrays.stream(body.split("&", -1))
                .map(field -> field.split("=", 2))
                .forEach(field -> fields.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
