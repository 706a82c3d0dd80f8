// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.springboot.SmtpConnectorAutoConfiguration;
import io.github.smtpconnector.testkit.PageExamples;
import io.github.smtpconnector.testkit.PageExamples.Block;
import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.security.CamelSSLAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The three ways of docs/tls-and-login.md to trust a private authority: each sends a mail to a server that it vouches for. */
class PrivateAuthorityPageTest {

    private static final Path PAGE = Path.of("docs", "tls-and-login.md");
    private static final String ON_THE_PAGE = "file:/etc/app/company.p12";
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final SmtpTestServer server = new SmtpTestServer();

    @BeforeEach
    void start() {
        server.startTls(TestCertificates.shared().localhost()).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isNotTrustedOtherwise() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            assertThat(send(camel, "").getException()).hasMessageContaining("certificate");
        }
    }

    @Test
    void isTrustedOnCamelMain() throws Exception {
        Main main = new Main();
        properties(block("properties", "load: private-authority"))
                .forEach((name, value) -> main.addInitialProperty(name + "", value + ""));
        main.addInitialProperty("trust.password", PASSWORD);
        main.start();
        try {
            assertThat(send(main.getCamelContext(), "").getException()).isNull();
        } finally {
            main.stop();
        }
        assertThat(server.commands()).contains("STARTTLS");
    }

    @Test
    void isTrustedOnSpringBoot() throws Exception {
        Properties properties = properties(block("properties", "spring"));
        properties.setProperty("trust.password", PASSWORD);
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        CamelAutoConfiguration.class,
                        CamelSSLAutoConfiguration.class,
                        SmtpConnectorAutoConfiguration.class))
                .withPropertyValues(properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new))
                .run(application -> assertThat(send(application.getBean(CamelContext.class), "")
                                .getException())
                        .isNull());
        assertThat(server.commands()).contains("STARTTLS");
    }

    @Test
    void isTrustedByABeanAsOnQuarkus() throws Exception {
        Object page = PageCode.compileMethod(block("java", "method").code().replace(ON_THE_PAGE, store()), folder);
        Method method = page.getClass().getDeclaredMethod("companyTrust");
        method.setAccessible(true);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Properties secrets = new Properties();
            secrets.setProperty("trust.password", PASSWORD);
            camel.getPropertiesComponent().setInitialProperties(secrets);
            camel.getRegistry().bind("companyTrust", method.invoke(page));
            camel.start();
            assertThat(send(camel, "&sslContextParameters=#bean:companyTrust").getException())
                    .isNull();
        }
        assertThat(server.commands()).contains("STARTTLS");
    }

    private Exchange send(CamelContext camel, String options) {
        return camel.createProducerTemplate()
                .send(
                        "smtp-connector:localhost:" + server.port() + "?from=a@example.com&to=b@example.com" + options,
                        exchange -> exchange.getMessage().setBody("t"));
    }

    private static Block block(String language, String mark) throws IOException {
        List<Block> found = PageExamples.blocks(PAGE).stream()
                .filter(block ->
                        block.language().equals(language) && block.mark().equals(mark))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Properties properties(Block block) throws Exception {
        assertThat(block.code()).contains(ON_THE_PAGE);
        Properties properties = new Properties();
        properties.load(new StringReader(block.code().replace(ON_THE_PAGE, store())));
        return properties;
    }

    /** What keytool makes of the authority's certificate. */
    private String store() throws Exception {
        Path file = folder.resolve("company.p12");
        KeyStore store = TestCertificates.shared().trustStore();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return "file:" + file;
    }
}
