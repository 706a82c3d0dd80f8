// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.oauth;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The HTTP client for all token endpoints. It has threads of its own, and JDK 17 cannot close it: they end when it is
 * garbage. So all requests share one client, which is held weakly and goes when no request runs.
 */
final class TokenHttp {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /**
     * A client keeps its connections open for the next request. A middlebox may have forgotten a connection that was
     * unused for longer than this, and a request for a token cannot be repeated safely: its refresh token may be used
     * up.
     */
    private static final long KEPT = TimeUnit.SECONDS.toNanos(10);

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static WeakReference<HttpClient> last = new WeakReference<>(null);
    private static long lastAsked;

    private TokenHttp() {}

    static HttpClient client() {
        LOCK.lock();
        try {
            long now = System.nanoTime();
            HttpClient client = last.get();
            if (client == null || now - lastAsked > KEPT) {
                client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
                last = new WeakReference<>(client);
            }
            lastAsked = now;
            return client;
        } finally {
            LOCK.unlock();
        }
    }
}
