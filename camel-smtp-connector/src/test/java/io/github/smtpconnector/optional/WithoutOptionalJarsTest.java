// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.optional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import io.github.smtpconnector.testkit.SmtpTestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** An application that has neither Micrometer, nor jsoup, nor ICU4J, nor Bouncy Castle, nor Camel's health, console and management sends mail all the same. */
class WithoutOptionalJarsTest {

    private static final Pattern OPTIONAL = Pattern.compile(
            ".*/(micrometer-|camel-health-|camel-console-|camel-management-\\d|camel-main-|camel-spring-|spring-|jsoup-|icu4j-|bc[a-z]+-jdk18on-)[^/]*\\.jar!.*");

    /** Runs in a world of its own, so it may name nothing but the JDK's classes to the outside. */
    public static final class SendOne implements Callable<String> {

        @Override
        public String call() throws Exception {
            try (SmtpTestServer server = new SmtpTestServer().start();
                    DefaultCamelContext camel = new DefaultCamelContext()) {
                camel.start();
                Exchange sent = camel.createProducerTemplate()
                        .send(
                                "smtp-connector:127.0.0.1:" + server.port() + "?useTls=false",
                                exchange -> exchange.getMessage()
                                        .setHeaders(Map.of(
                                                SmtpHeaders.FROM, "from@test.example",
                                                SmtpHeaders.TO, "to@b\u00fccher.example",
                                                SmtpHeaders.TEXT, "hello")));
                if (sent.getException() != null) {
                    throw sent.getException();
                }
                return server.onlyMail().parsed().text();
            }
        }
    }

    /** All classes of this test's loader once more, but those of the optional jars. */
    private static final class World extends ClassLoader {

        private final ClassLoader all;

        private World(ClassLoader all) {
            super(ClassLoader.getPlatformClassLoader());
            this.all = all;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            URL resource = findResource(name.replace('.', '/') + ".class");
            if (resource == null) {
                throw new ClassNotFoundException(name);
            }
            try (InputStream in = resource.openStream()) {
                byte[] octets = in.readAllBytes();
                return defineClass(name, octets, 0, octets.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        protected URL findResource(String name) {
            URL found = all.getResource(name);
            return found == null || OPTIONAL.matcher(found.toString()).matches() ? null : found;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return Collections.enumeration(Collections.list(all.getResources(name)).stream()
                    .filter(url -> !OPTIONAL.matcher(url.toString()).matches())
                    .toList());
        }
    }

    @Test
    void sendsMail() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        World world = new World(getClass().getClassLoader());
        thread.setContextClassLoader(world);
        try {
            assertThat(world.getResource("io/micrometer/core/instrument/MeterRegistry.class"))
                    .isNull();
            assertThat(world.getResource("org/jsoup/Jsoup.class")).isNull();
            assertThat(world.getResource("com/ibm/icu/text/IDNA.class")).isNull();
            assertThat(world.getResource("org/apache/camel/impl/health/AbstractHealthCheck.class"))
                    .isNull();
            assertThat(world.getResource("org/bouncycastle/cms/CMSSignedDataGenerator.class"))
                    .isNull();
            Callable<?> sending = (Callable<?>) world.loadClass(SendOne.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(String.valueOf(sending.call()).strip()).isEqualTo("hello");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
