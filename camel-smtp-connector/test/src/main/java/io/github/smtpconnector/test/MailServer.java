// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test;

import io.github.smtpconnector.testkit.SmtpTestServer;
import io.github.smtpconnector.testkit.TestCertificates;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A mail server for tests: it takes mails by SMTP at a loopback port, keeps them as values, and misbehaves when told to.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MailServer server = MailServer.withStartTls().login("app", "secret");
 *
 * server.mail().to("ann@example.com").hasSubject("Your invoice").hasAttachment("a.pdf");
 * }</pre>
 *
 * <p>In a static field it runs for all tests of a class, and forgets mails and disturbances before each; in an instance field
 * each test has its own. Without JUnit, {@link #start} it and {@link #close} it. With {@code -Dmailserver.show=true} every
 * mail is printed as it comes.
 */
public final class MailServer extends Inbox
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, AutoCloseable {

    private static final String[] MECHANISMS = {"PLAIN", "LOGIN", "CRAM-MD5"};
    private static final String OPTIONS = "camel.component.smtp-connector.";

    private enum Security {
        NONE,
        STARTTLS,
        IMPLICIT
    }

    private final Security security;
    private final TestCertificates.@Nullable Server key;
    private final Rules rules;
    private final Map<String, String> login = new LinkedHashMap<>();
    private int classes;

    private MailServer(Security security, int port, Rules rules) {
        super(new Running(port, rules));
        this.security = security;
        this.key = security == Security.NONE ? null : TestCertificates.shared().localhostServer();
        this.rules = rules;
        if (key != null) {
            SSLContext context = key.context();
            configure(security == Security.IMPLICIT ? s -> s.implicitTls(context) : s -> s.startTls(context));
        }
    }

    /** Speaks no TLS, at a free port. */
    public static MailServer inClear() {
        return inClear(0);
    }

    /** Speaks no TLS, at this port. */
    public static MailServer inClear(int port) {
        return new MailServer(Security.NONE, port, new Rules(false));
    }

    /** Takes a mail only after STARTTLS, as port 587 is served, at a free port. Its key is made when it starts. */
    public static MailServer withStartTls() {
        return withStartTls(0);
    }

    /** The same at this port. */
    public static MailServer withStartTls(int port) {
        return new MailServer(Security.STARTTLS, port, new Rules(true));
    }

    /** Speaks TLS from the first octet, as port 465 is served, at a free port. Its key is made when it starts. */
    public static MailServer withImplicitTls() {
        return withImplicitTls(0);
    }

    /** The same at this port. */
    public static MailServer withImplicitTls(int port) {
        return new MailServer(Security.IMPLICIT, port, new Rules(false));
    }

    /** Takes mails only from those who log in as this user, by PLAIN, LOGIN or CRAM-MD5. */
    public MailServer login(String username, String password) {
        return login(username, password, MECHANISMS);
    }

    /** The same by these mechanisms; SCRAM-SHA-256, SCRAM-SHA-1 and their -PLUS are known as well. */
    public MailServer login(String username, String password, String... mechanisms) {
        rules.demandLogin();
        login.put("username", username);
        login.put("password", password);
        return configure(engine -> engine.login(username, password, mechanisms));
    }

    /** Takes mails only from this user with this access token, by XOAUTH2 or OAUTHBEARER. */
    public MailServer token(String username, String accessToken) {
        rules.demandLogin();
        login.put("username", username);
        login.put("accessToken", accessToken);
        return configure(
                engine -> engine.offering("XOAUTH2", "OAUTHBEARER").logins().allow(username, accessToken));
    }

    /** Offers no such extension. On offer are PIPELINING, SIZE, 8BITMIME, SMTPUTF8, ENHANCEDSTATUSCODES and CHUNKING. */
    public MailServer without(String... keywords) {
        rules.missing(keywords);
        return configure(engine -> engine.without(keywords));
    }

    /** Offers this as well, as in {@code DSN} or {@code LIMITS RCPTDOMAINMAX=1}; what it offers it need not heed. */
    public MailServer with(String... lines) {
        for (String line : lines) {
            rules.offered(line.split(" ", -1)[0]);
        }
        return configure(engine -> engine.with(lines));
    }

    /** Says so by SIZE (RFC 1870), and answers 552 to a mail with more octets. */
    public MailServer maxSize(long octets) {
        rules.maxSize(octets);
        return with("SIZE " + octets);
    }

    /** Says so by LIMITS RCPTMAX and MAILMAX (RFC 9422), and answers 452 and 451 to more. */
    public MailServer limits(int recipientsOfAMail, int mailsOfAConnection) {
        rules.maxMails(mailsOfAConnection);
        configure(engine -> engine.maxRecipients(recipientsOfAMail));
        return with("LIMITS RCPTMAX=" + recipientsOfAMail + " MAILMAX=" + mailsOfAConnection);
    }

    /** How long is waited for a mail at most: 10 seconds unless told otherwise. */
    public MailServer waitingAtMost(Duration time) {
        waitAtMost(time);
        return this;
    }

    /** What to do at this step instead of the right thing. Said in a test, it is forgotten before the next one. */
    public Disturbance at(Step step) {
        return new Disturbance(this, running, step);
    }

    /** Knows no such mailboxes: 550 to each of these recipients. */
    public MailServer refuse(String... recipients) {
        for (String recipient : recipients) {
            at(Step.RCPT).naming(recipient).answer("550 5.1.1 no such mailbox");
        }
        return this;
    }

    /** Takes nothing for these mailboxes for the moment: 450 to each of these recipients. */
    public MailServer defer(String... recipients) {
        for (String recipient : recipients) {
            at(Step.RCPT).naming(recipient).answer("450 4.2.1 come back later");
        }
        return this;
    }

    /** From now on does the right thing again, where it was not told otherwise before it started. */
    public MailServer behave() {
        running.disturbances.restore();
        running.comeBack();
        return this;
    }

    /** Hangs up on all that are connected, and goes on listening. */
    public MailServer hangUp() {
        running.hangUp();
        return this;
    }

    /** Hangs up on all that are connected, and refuses connections until {@link #comeBack}. */
    public MailServer goAway() {
        running.goAway();
        return this;
    }

    /** Takes connections again, at the same port. */
    public MailServer comeBack() {
        running.comeBack();
        return this;
    }

    /** The name to connect to, which the certificate names too. */
    public String host() {
        return "localhost";
    }

    public int port() {
        return running.port();
    }

    /**
     * What leads the connector to this server, for the properties of a test: host, port, TLS, whose key is pinned, and the
     * login, each as {@code camel.component.smtp-connector.…}. Camel Main takes them by {@code addOverrideProperty}, Spring
     * Boot and Quarkus as they take any.
     */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(OPTIONS + "host", host());
        properties.put(OPTIONS + "port", String.valueOf(port()));
        if (key == null) {
            properties.put(OPTIONS + "useTls", "false");
            if (!login.isEmpty()) {
                properties.put(OPTIONS + "allowInsecureAuth", "true");
            }
        } else {
            properties.put(OPTIONS + "tlsMode", security.name());
            properties.put(OPTIONS + "pinnedCertificates", key.keyDigest());
        }
        login.forEach((name, value) -> properties.put(OPTIONS + name, value));
        return properties;
    }

    /** Trusts this server, for clients that take a context. */
    public SSLContext trust() {
        return TestCertificates.shared().trusting();
    }

    /** Holds the authority that vouches for this server, for clients that take a trust store. */
    public KeyStore trustStore() {
        try {
            return TestCertificates.shared().trustStore();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins to take connections. JUnit calls it where the server is an extension. */
    public MailServer start() {
        running.start();
        return this;
    }

    /** Ends all connections. The mails can still be read. */
    @Override
    public void close() {
        running.close();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // A nested class has its parent's server, and says so too.
        if (classes++ == 0) {
            start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (running.isStarted()) {
            behave();
            forget();
        } else {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes == 0) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            close();
        }
    }

    /** The address in the angle brackets of MAIL or RCPT. */
    static String address(String command) {
        return command.replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
    }

    private MailServer configure(Consumer<SmtpTestServer> step) {
        running.configure(step);
        return this;
    }
}
