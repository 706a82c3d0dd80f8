// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.dsl.SmtpConnectorEndpointBuilder;
import io.github.smtpconnector.ledger.JdbcSendLedger;
import io.github.smtpconnector.options.AccessTokenSource;
import io.github.smtpconnector.outcome.RetryableSmtpException;
import io.github.smtpconnector.testkit.DkimKeys;
import io.github.smtpconnector.testkit.TestPerson;
import jakarta.activation.DataHandler;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.impl.AbstractCachingCamelCatalog;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.util.URISupport;

/** Compiles the Java of the pages as routes, and gives what the pages take for granted: secrets, keys and beans. */
final class PageCode {

    /** What a page's code uses; the annotations are those of CDI and Quarkus, which the tests do not have. */
    private static final String SOURCE =
            """
            import static %s.*;
            import %s.*;
            import %s.*;
            import %s;
            import jakarta.activation.DataHandler;
            import jakarta.mail.*;
            import jakarta.mail.internet.MimeMessage;
            import jakarta.mail.search.MessageIDTerm;
            import java.io.InputStream;
            import java.nio.file.Path;
            import java.util.List;
            import java.util.Map;
            import java.util.Properties;
            import org.apache.camel.attachment.AttachmentMessage;
            import org.apache.camel.builder.RouteBuilder;
            import org.apache.camel.catalog.CamelCatalog;
            import org.apache.camel.catalog.DefaultCamelCatalog;
            import org.apache.camel.support.jsse.*;
            public class Page%d extends RouteBuilder {
                @interface Named { String value(); }
                @interface Unremovable {}
                @interface Produces {}
                record Vault(String currentToken) {}
                private final Vault vault = new Vault("t");
                %s
                @Override public void configure() {
                    %s
                }
            }
            """;

    private PageCode() {}

    /** One route builder for each; a piece that only continues a route is given a beginning. */
    static List<RouteBuilder> compile(List<String> pieces, Path folder) throws Exception {
        return compile(pieces, false, folder);
    }

    /** The class with this method, which builds no route. */
    static Object compileMethod(String method, Path folder) throws Exception {
        return compile(List.of(method), true, folder).get(0);
    }

    private static List<RouteBuilder> compile(List<String> pieces, boolean members, Path folder) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-classpath", libraries(), "-d", folder.toString()));
        for (int i = 0; i < pieces.size(); i++) {
            String code = pieces.get(i).strip();
            String route = code.startsWith(".") ? "from(\"direct:page\")" + code + ";" : code;
            Path file = folder.resolve("Page" + i + ".java");
            Files.writeString(
                    file,
                    SOURCE.formatted(
                            SmtpConnectorEndpointBuilder.class.getName(),
                            SmtpComponent.class.getPackageName(),
                            RetryableSmtpException.class.getPackageName(),
                            AccessTokenSource.class.getName(),
                            i,
                            members ? code : "",
                            members ? "" : route));
            arguments.add(file.toString());
        }
        int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(errors).as(String.join("\n", pieces)).isZero();
        List<RouteBuilder> routes = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, PageCode.class.getClassLoader())) {
            for (int i = 0; i < pieces.size(); i++) {
                Class<?> page = loader.loadClass("Page" + i);
                // Those inside are loaded while they can be.
                assertThat(page.getClasses()).isNotNull();
                routes.add((RouteBuilder) page.getDeclaredConstructor().newInstance());
            }
        }
        return routes;
    }

    private static String libraries() {
        return Stream.of(
                        SmtpComponent.class,
                        RouteBuilder.class,
                        RouteDefinition.class,
                        CamelContext.class,
                        DefaultCamelContext.class,
                        CamelCatalog.class,
                        AbstractCachingCamelCatalog.class,
                        SSLContextParameters.class,
                        ExpressionAdapter.class,
                        URISupport.class,
                        AttachmentMessage.class,
                        MimeMessage.class,
                        DataHandler.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(PageCode::path)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String path(URL location) {
        return URLDecoder.decode(location.getPath(), StandardCharsets.UTF_8);
    }

    /** In the place of the bean that a page shows. */
    public static final class SentFolder {
        public void append(InputStream mail) {}
    }

    /** A new object of a class that a page shows. */
    static Object newInstance(String code, Path folder) throws Exception {
        Object page = compileMethod(code.replace("public class", "public static class"), folder);
        return page.getClass().getClasses()[0].getDeclaredConstructor().newInstance();
    }

    /** A context that knows the placeholders and beans of the pages. Its routes do not begin when it starts. */
    static DefaultCamelContext context(Path folder) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.setAutoStartup(false);
        camel.getPropertiesComponent().setInitialProperties(placeholders(folder));
        camel.getRegistry().bind("mailKeys", new MemoryIdempotentRepository());
        camel.getRegistry().bind("mails", new JdbcSendLedger());
        camel.getRegistry().bind("companyTrust", new SSLContextParameters());
        camel.getRegistry().bind("sentFolder", new SentFolder());
        camel.getRegistry().bind("signer", (HttpClientConfigurer) client -> {});
        return camel;
    }

    /** Every placeholder that stands on a page, with a value that can be used; the password is a hard one. */
    static Properties placeholders(Path folder) throws IOException {
        TestPerson office = TestPerson.ec(256, "orders@example.com", "ann@example.com");
        Path pem = Files.writeString(folder.resolve("orders.pem"), office.keyPem() + office.certificatePem());
        Properties values = new Properties();
        values.setProperty("smtp.username", "orders");
        values.setProperty("smtp.password", "p&q=r+s%41");
        values.setProperty("imap.password", "changeit");
        values.setProperty("trust.password", "changeit");
        values.setProperty("proxy.login", "me:secret");
        for (String name :
                List.of("graph.token", "gmail.token", "tenant", "client.id", "client.secret", "refresh.token")) {
            values.setProperty(name, name);
        }
        values.setProperty(
                "dkim.keys", DkimKeys.ed25519().pem() + "," + DkimKeys.ed25519().pem());
        for (String name : List.of("smime.key", "smime.certificates", "smime.customers")) {
            values.setProperty(name, "file:" + pem);
        }
        return values;
    }
}
