// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the mailbox with a Camel context whose properties ask for it, and leads each endpoint there before it starts. */
final class DevMailboxSwitch extends LifecycleStrategySupport {

    static final String PROPERTY = "smtp-connector.mailbox";
    static final String PORT = PROPERTY + ".port";

    /** The name by which the connector finds it. */
    static final String ENDPOINTS = "smtp-connector.endpoints";

    private static final Logger LOG = LoggerFactory.getLogger(DevMailboxSwitch.class);
    private static final int USUAL_PORT = 8025;

    /** The runtimes' own names of it, beside Camel's. */
    private static final Set<String> PROFILES =
            Set.of("camel.main.profile", "spring.profiles.active", "quarkus.profile");

    private static final Set<String> PRODUCTION = Set.of("prod", "production");

    private @Nullable DevMailbox mailbox;

    @Override
    public void onContextInitializing(CamelContext context) {
        start(context);
    }

    @Override
    public void onContextStopped(CamelContext context) {
        DevMailbox running = mailbox;
        if (running != null) {
            mailbox = null;
            running.close();
        }
    }

    /** By the connector, with each endpoint that it makes; Camel tells only of those that it registers. */
    void lead(Endpoint endpoint) {
        start(endpoint.getCamelContext());
        DevMailbox running = mailbox;
        if (running != null) {
            Redirection.to(running.smtpPort(), endpoint);
        }
    }

    private void start(CamelContext context) {
        if (mailbox != null
                || !property(context, PROPERTY).map(Boolean::parseBoolean).orElse(false)) {
            return;
        }
        refuseInProduction(context);
        int port = property(context, PORT).map(Integer::parseInt).orElse(USUAL_PORT);
        try {
            DevMailbox running = DevMailbox.start(port, Clock.system(ZoneId.systemDefault()));
            mailbox = running;
            LOG.warn(
                    "No mail leaves this application: the development mailbox takes all and shows them at {}",
                    running.address());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The development mailbox cannot be shown at port " + port + ": " + e.getMessage() + ". Set " + PORT
                            + " to a free port, or to 0",
                    e);
        }
    }

    private static void refuseInProduction(CamelContext context) {
        Stream.concat(
                        Stream.ofNullable(context.getCamelContextExtension().getProfile()),
                        PROFILES.stream().flatMap(name -> property(context, name).stream()))
                .flatMap(profiles -> Arrays.stream(profiles.split(",")))
                .map(profile -> profile.strip().toLowerCase(Locale.ROOT))
                .filter(PRODUCTION::contains)
                .findFirst()
                .ifPresent(profile -> {
                    throw new IllegalStateException(PROPERTY + "=true is for development, and the profile is " + profile
                            + ": no mail would reach its recipients. Remove the property, and camel-smtp-connector-test from the"
                            + " class path");
                });
    }

    private static Optional<String> property(CamelContext context, String name) {
        return context.getPropertiesComponent().resolveProperty(name).map(String::strip);
    }
}
