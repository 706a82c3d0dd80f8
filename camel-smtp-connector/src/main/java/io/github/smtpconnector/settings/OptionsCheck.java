// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import io.github.smtpconnector.email.AddressField;
import io.github.smtpconnector.email.AllowedRecipients;
import io.github.smtpconnector.email.Email;
import io.github.smtpconnector.html.HtmlText;
import io.github.smtpconnector.input.AddressInput;
import io.github.smtpconnector.input.DeliveryInput;
import io.github.smtpconnector.input.Inputs;
import io.github.smtpconnector.mime.ForeignText;
import io.github.smtpconnector.options.AllOptions;
import io.github.smtpconnector.options.ConnectionOptions;
import io.github.smtpconnector.options.ResultAs;
import io.github.smtpconnector.options.TlsMode;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.Failure;
import io.github.smtpconnector.outcome.SmtpConnectorException;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import io.github.smtpconnector.wire.tls.KeyDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the options of one endpoint against each other and reports everything that cannot work at once. */
final class OptionsCheck {

    /** In milliseconds. Far more would overflow a clock of nanoseconds, and is a slip anyway. */
    private static final long LONGEST_TIME = Duration.ofDays(365).toMillis();

    private final AllOptions options;
    private final List<String> problems = new ArrayList<>();

    private OptionsCheck(AllOptions options) {
        this.options = options;
    }

    /** @throws io.github.smtpconnector.outcome.PermanentSmtpException of category CONFIG that names every bad option */
    static void check(AllOptions options) {
        OptionsCheck check = new OptionsCheck(options);
        check.server();
        LoginCheck.check(options, check.problems);
        check.times();
        check.limits();
        check.pace();
        check.messageDefaults();
        check.dryRun();
        check.textFromHtml();
        check.memory();
        if (!check.problems.isEmpty()) {
            throw Failure.permanent(Category.CONFIG, String.join("; ", check.problems))
                    .toException();
        }
    }

    static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private void server() {
        String host = options.getHost();
        if (host == null || host.isBlank()) {
            problems.add("host: none is given; write smtp-connector:host:port, or set host on the component");
        } else if (!HostPort.isHost(host.strip())) {
            // Not repeated: a URL with a login in it is a likely mistake.
            problems.add("host: is not a host name or address; give the name alone, without scheme, login, path or"
                    + " blanks, an IPv6 address in brackets");
        }
        oneLine("host", host);
        oneLine("username", options.getUsername());
        oneLine("password", options.getPassword());
        oneLine("accessToken", options.getAccessToken());
        oneLine("oauthClientId", options.getOauthClientId());
        oneLine("oauthClientSecret", options.getOauthClientSecret());
        oneLine("oauthRefreshToken", options.getOauthRefreshToken());
        int port = options.getPort();
        if (HostPort.isRelayPort(port)) {
            problems.add("port: 25 is refused because it is for unencrypted mail between servers; use 587 with STARTTLS"
                    + " or 465");
        } else if (!HostPort.isPort(port)) {
            problems.add("port: " + port + " is not between 1 and 65535");
        }
        if (!options.isUseTls() && options.getTlsMode() == TlsMode.IMPLICIT) {
            problems.add("useTls: false contradicts tlsMode=IMPLICIT; remove one of them");
        }
        pinnedCertificates();
        proxy();
        hosts();
        String localHostname = options.getLocalHostname();
        if (localHostname != null && !LocalHostname.isLegal(localHostname)) {
            problems.add("localHostname: is not a host name of letters, digits, hyphens and dots, nor an address in"
                    + " brackets such as [192.0.2.1]");
        }
    }

    private void pinnedCertificates() {
        String pinned = options.getPinnedCertificates();
        if (pinned == null || pinned.isEmpty()) {
            return;
        }
        if (options.isIgnoreSelfSignedCertificates()) {
            problems.add("pinnedCertificates: contradicts ignoreSelfSignedCertificates=true, which would accept any"
                    + " other key too; remove that");
        }
        try {
            KeyDigest.list(pinned);
        } catch (IllegalArgumentException e) {
            problems.add("pinnedCertificates: is not the SHA-256 of a public key in base64 (44 characters, with or"
                    + " without sha256/ before them), or several separated by comma");
        }
    }

    private void hosts() {
        String hosts = options.getHosts();
        if (hosts == null || hosts.isEmpty()) {
            return;
        }
        try {
            HostPort.list(hosts, options.getPort());
        } catch (IllegalArgumentException e) {
            problems.add("hosts: " + e.getMessage());
        }
    }

    private void proxy() {
        String uri = options.getProxyUri();
        if (uri == null || uri.isEmpty()) {
            return;
        }
        try {
            ProxyAddress.of(uri);
        } catch (IllegalArgumentException e) {
            // Not repeated, for there may be a login in it.
            problems.add("proxyUri: " + e.getMessage());
        }
    }

    /** NUL parts the names in a PLAIN login (RFC 4616 section 2); a line end is left over from a file. */
    private void oneLine(String option, @Nullable String value) {
        if (value != null && value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            problems.add(option + ": holds a line end or NUL; where it is read from a file, take that off");
        }
    }

    private void times() {
        bounded("connectTimeout", options.getConnectTimeout());
        bounded("tlsTimeout", options.getTlsTimeout());
        bounded("replyTimeout", options.getReplyTimeout());
        bounded("writeTimeout", options.getWriteTimeout());
        bounded("finalReplyTimeout", options.getFinalReplyTimeout());
        bounded("idleTimeout", options.getIdleTimeout());
        bounded("maxConnectionAge", options.getMaxConnectionAge());
        bounded("maxWait", options.getMaxWait());
    }

    private void bounded(String option, long milliseconds) {
        if (milliseconds < 1 || milliseconds > LONGEST_TIME) {
            problems.add(option + ": " + milliseconds + " is refused, because nothing waits for ever; give the"
                    + " milliseconds, at least 1 and at most those of 365 days");
        }
    }

    private void limits() {
        atLeastOne("maxConnections", options.getMaxConnections());
        atLeastOne("maxMessagesPerConnection", options.getMaxMessagesPerConnection());
        atLeastOne("maxInFlight", options.getMaxInFlight());
        Long size = options.getMaxMessageSize();
        if (size != null && size < 1) {
            problems.add(
                    "maxMessageSize: " + size + " is refused; give octets as a number without a unit, at least 1, or"
                            + " leave it out for no limit");
        }
        Double rate = options.getMaxMessagesPerSecond();
        if (rate != null && !(rate >= ConnectionOptions.SLOWEST && rate < Double.POSITIVE_INFINITY)) {
            problems.add("maxMessagesPerSecond: " + rate + " is refused; give at least " + ConnectionOptions.SLOWEST
                    + ", or leave it out for no limit");
        }
    }

    private void pace() {
        Long day = options.getMaxMessagesPerDay();
        if (day != null && day < 1) {
            problems.add("maxMessagesPerDay: " + day
                    + " is refused; give a number of mails, at least 1, or leave it out for no limit");
        }
        if (options.getPace() != null && options.getMaxMessagesPerSecond() == null && day == null) {
            problems.add(
                    "pace: has nothing to keep; set maxMessagesPerSecond or maxMessagesPerDay, or both, to what the"
                            + " provider allows");
        }
    }

    private void atLeastOne(String option, int number) {
        if (number < 1) {
            problems.add(option + ": " + number + " is refused; give at least 1");
        }
    }

    private void messageDefaults() {
        AllowedRecipients allowed = AllowedRecipients.all();
        try {
            String patterns = options.getAllowedRecipients();
            allowed = patterns == null ? allowed : AllowedRecipients.of(patterns);
        } catch (SmtpConnectorException e) {
            problems.add("allowedRecipients: " + e.getMessage());
        }
        try {
            probe(allowed).build();
        } catch (SmtpConnectorException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** A mail of the defaults alone, completed where they say nothing: it can be built unless one of them is bad. */
    private Email.Builder probe(AllowedRecipients allowed) {
        Email.Builder mail = Email.builder().text("");
        AddressInput addresses = new AddressInput(mail);
        addresses.add(AddressField.FROM, "from", options.getFrom() == null ? "a@a.invalid" : options.getFrom());
        addresses.add(AddressField.ENVELOPE_FROM, "envelopeFrom", options.getEnvelopeFrom());
        addresses.add(AddressField.REPLY_TO, "replyTo", options.getReplyTo());
        addresses.add(AddressField.TO, "to", options.getTo());
        addresses.add(AddressField.CC, "cc", options.getCc());
        addresses.add(AddressField.BCC, "bcc", options.getBcc());
        if (isGiven(options.getTo()) || isGiven(options.getCc()) || isGiven(options.getBcc())) {
            mail.allowedRecipients(allowed);
        } else {
            mail.to("a@a.invalid");
        }
        if (options.getSubject() != null) {
            mail.subject(ForeignText.unfolded(options.getSubject()));
        }
        String unsubscribe = options.getListUnsubscribe();
        if (unsubscribe != null && !unsubscribe.isBlank()) {
            mail.listUnsubscribe(unsubscribe);
        }
        DeliveryInput.read(mail, Inputs.of(options));
        return mail;
    }

    private void dryRun() {
        ResultAs resultAs = options.getResultAs();
        if (options.isDryRun() && (resultAs == ResultAs.BODY || resultAs == ResultAs.BOTH)) {
            problems.add("dryRun: needs resultAs=HEADERS or MIME, because the body becomes the mail");
        }
    }

    private void textFromHtml() {
        if (options.isTextFromHtml() && !HtmlText.isInstalled()) {
            problems.add("textFromHtml: needs " + HtmlText.LIBRARY
                    + " on the class path; add it as a dependency, or give the text");
        }
    }

    private void memory() {
        if (options.getLedger() != null && options.getIdempotentRepository() != null) {
            problems.add("ledger: contradicts idempotentRepository, for a mail has one memory; remove one of them");
        }
    }
}
