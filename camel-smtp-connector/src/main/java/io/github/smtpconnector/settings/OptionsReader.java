// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.options.AllOptions;
import java.security.SecureRandom;
import java.time.Clock;
import org.apache.camel.CamelContext;

/**
 * Checks the options of an endpoint and makes settings of them, in one step, so that no option is used unchecked. One
 * reader serves a component: endpoints that say the same get the same logins and TLS contexts, and so share connections.
 * Thread-safe.
 */
public final class OptionsReader {

    private final Clock clock;
    private final SecureRandom random;
    private final Logins logins;
    private final SslContexts sslContexts = new SslContexts();

    /**
     * A reader for one component.
     *
     * @param random for the keys that mails are encrypted with
     */
    public OptionsReader(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
        this.logins = new Logins(clock);
    }

    /**
     * The settings that these options ask for.
     *
     * @param options not changed any more: the settings keep them
     * @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG that names every bad option
     */
    public Settings read(AllOptions options, CamelContext context) {
        OptionsCheck.check(options);
        return Settings.of(
                options,
                sslContexts.of(options.getSslContextParameters(), Settings.trust(options), context),
                logins.of(options),
                SmimeKeys.read(options, context, clock.instant(), random),
                DkimKeys.read(options, context));
    }

    /** An endpoint sends with these from now on: what it shares with others is kept for it. */
    public void hold(Settings settings) {
        sslContexts.hold(settings.server().tls().context());
        logins.hold(settings.server().credentials());
    }

    /** The endpoint has stopped. */
    public void release(Settings settings) {
        sslContexts.release(settings.server().tls().context());
        logins.release(settings.server().credentials());
    }

    /** How many TLS contexts and sources of tokens are kept. */
    int kept() {
        return sslContexts.size() + logins.size();
    }
}
