// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.proxy;

import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.wire.dialogue.Line;
import io.github.smtpconnector.wire.dialogue.ProtocolException;
import java.io.IOException;
import java.time.Duration;

/**
 * Turns a proxy's refusal, or its silence, into a failure that says what to change. The proxy is part of the way to the
 * server, so the phase is always CONNECT.
 */
public final class ProxyFailure {

    private ProxyFailure() {}

    /** The proxy wants a login, and there is none. */
    static Failure wantsLogin(ProxyAddress proxy) {
        return Failure.permanent(Category.AUTH, "the proxy " + proxy + " wants a login")
                .withAdvice("Write it into proxyUri, before the host: user:password@");
    }

    /** The proxy refused the login. */
    static Failure loginRefused(ProxyAddress proxy) {
        return Failure.permanent(Category.AUTH, "the proxy " + proxy + " refused the login")
                .withAdvice("Check user and password in proxyUri");
    }

    /** The proxy understood, and says why it does not connect. */
    static Failure notConnected(ProxyAddress proxy, boolean retryable, String answer) {
        return retryable
                ? Failure.retryable(
                                Category.CONNECT,
                                "the proxy " + proxy + " could not connect to the server (" + answer + ")")
                        .withAdvice("Check host and port; the name is looked up by the proxy, which may not know it")
                : Failure.permanent(
                                Category.CONNECT,
                                "the proxy " + proxy + " does not connect to this server (" + answer + ")")
                        .withAdvice("Let the proxy's rules allow this host and port");
    }

    /** The proxy hung up, spoke another protocol or took too long. */
    public static Failure broken(ProxyAddress proxy, Line line, Duration timeout, IOException cause) {
        Failure failure;
        if (line.isExpired()) {
            failure = Failure.retryable(
                            Category.CONNECT_TIMEOUT,
                            "the proxy " + proxy + " did not connect within " + timeout.toMillis() + " ms")
                    .withAdvice("Check that the proxy can reach host and port, and that proxyUri has the right scheme");
        } else if (cause instanceof ProtocolException) {
            failure = Failure.retryable(Category.PROTOCOL, "the proxy " + proxy + " sent " + cause.getMessage())
                    .withAdvice("Check proxyUri: its scheme must be what the proxy speaks");
        } else {
            failure = Failure.retryable(Category.CONNECT, "the proxy " + proxy + " closed the connection")
                    .withAdvice("Check that proxyUri has the right scheme, and whom the proxy serves by its rules");
        }
        return failure.causedBy(cause);
    }
}
