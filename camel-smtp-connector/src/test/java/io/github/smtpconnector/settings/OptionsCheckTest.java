// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpconnector.EmailReaderFixture;
import io.github.smtpconnector.SmtpComponent;
import io.github.smtpconnector.SmtpConfiguration;
import io.github.smtpconnector.outcome.Category;
import io.github.smtpconnector.outcome.PermanentSmtpException;
import java.util.Properties;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsCheckTest extends EmailReaderFixture {

    private SmtpComponent component() {
        return context.getComponent("smtp-connector", SmtpComponent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h:25 | port: 25 is refused",
                "h?port=25 | use 587 with STARTTLS or 465",
                "h?port={{bad.port}} | port: 25 is refused",
                "h:0 | port: 0 is not between 1 and 65535",
                "h:65536 | port: 65536",
                "h:-1 | port: -1",
                "h:abc | port: what follows the last colon",
                "?to=ann@example.com | host: none is given",
                "?host=RAW(   ) | host: none is given",
                "?host=RAW(a b) | host: is not a host name",
                "?host=RAW(https://mail.example.com) | host: is not a host name",
                "?host=RAW(ann:secret@mail.example.com) | host: is not a host name",
                "?host=RAW(mail.example.com/path) | host: is not a host name",
                "?host=RAW(fe80::1) | host: is not a host name",
                "fe80::1 | host: has a colon",
                "::1 | host: has a colon",
                "2001:db8::1:587 | host: has a colon",
                "h?username=ann | password: is missing",
                "h?password=secret | username: is missing",
                "h?useTls=false&tlsMode=IMPLICIT | useTls: false contradicts tlsMode=IMPLICIT",
                "h?connectTimeout=0 | connectTimeout: 0 is refused, because nothing waits for ever",
                "h?tlsTimeout=-1 | tlsTimeout: -1",
                "h?replyTimeout=0 | replyTimeout: 0",
                "h?writeTimeout=0 | writeTimeout: 0",
                "h?writeTimeout=31536000001 | writeTimeout: 31536000001 is refused, because nothing waits for ever",
                "h?maxWait=9223372036854775807 | maxWait: 9223372036854775807",
                "h?finalReplyTimeout=0 | finalReplyTimeout: 0",
                "h?idleTimeout=0 | idleTimeout: 0",
                "h?maxConnectionAge=0 | maxConnectionAge: 0",
                "h?maxWait=0 | maxWait: 0",
                "h?maxConnections=0 | maxConnections: 0 is refused; give at least 1",
                "h?maxMessagesPerConnection=0 | maxMessagesPerConnection: 0",
                "h?maxInFlight=0 | maxInFlight: 0",
                "h?maxMessagesPerSecond=0 | maxMessagesPerSecond: 0.0 is refused",
                "h?maxMessagesPerSecond=-1 | maxMessagesPerSecond: -1.0 is refused",
                "h?maxMessagesPerSecond=NaN | maxMessagesPerSecond: NaN is refused",
                "h?authMechanism=GSSAPI&username=a&password=b | authMechanism: GSSAPI is not known",
                "h?username=a&password=b&accessToken=t | password: contradicts accessToken",
                "h?accessToken=t | username: is missing; give the mailbox",
                "h?username=a&accessToken=t&authMechanism=PLAIN | authMechanism: PLAIN takes a password and no token",
                "h?username=a&password=b&authMechanism=XOAUTH2 | authMechanism: XOAUTH2 needs a token",
                "h?authMechanism=XOAUTH2&accessToken=t | username: is missing",
                "h?username=a%01b&accessToken=t | username: holds a control character",
                "h?username=a&accessToken=t&oauthTokenUri=https://i/t&oauthClientId=c&oauthClientSecret=s"
                        + "| accessToken, oauthTokenUri: contradict each other",
                "h?username=a&password=b&oauthClientId=c | oauthTokenUri: is missing",
                "h?username=a&oauthTokenUri=https://i/t&oauthClientSecret=s | oauthClientId: is missing",
                "h?username=a&oauthTokenUri=https://i/t&oauthClientId=c | oauthClientSecret: is missing",
                "h?username=a&oauthTokenUri=http://i/t&oauthClientId=c&oauthClientSecret=s"
                        + "| oauthTokenUri: must begin with https",
                "h?username=a&oauthTokenUri=http://localhost.evil/t&oauthClientId=c&oauthClientSecret=s"
                        + "| oauthTokenUri: must begin with https",
                "h?username=a&oauthTokenUri=ftp://localhost/t&oauthClientId=c&oauthClientSecret=s"
                        + "| oauthTokenUri: must begin with https",
                "h?username=a&oauthTokenUri=RAW(https://u:p@i/t)&oauthClientId=c&oauthClientSecret=s"
                        + "| oauthTokenUri: is not an address such as",
                "h?username=a&oauthTokenUri=nonsense&oauthClientId=c&oauthClientSecret=s"
                        + "| oauthTokenUri: is not an address such as",
                "h?authMechanism=PLAIN | authMechanism: has no effect without a login",
                "h?from=nobody | from:",
                "h?to=a@example.com,,@ | to:",
                "h?to=[1] | to[0]: is a number",
                "h?cc=a@@example.com | cc:",
                "h?bcc=RAW(\"open) | bcc:",
                "h?replyTo=a b c | replyTo:",
                "h?envelopeFrom=nobody | envelopeFrom:",
                "h?allowedRecipients=, | allowedRecipients:",
                "h?allowedRecipients=*@example.com&to=eve@example.org | eve@example.org",
                "h?localHostname=my_host | localHostname:",
                "h?localHostname=RAW(a b) | localHostname:",
                "h?bodyAs=GUESS | bodyAs",
                "h?pinnedCertificates=sha256/AAAA | pinnedCertificates: is not the SHA-256 of a public key in base64",
                "h?pinnedCertificates=47DEQpj8HBSa%2B/TImW%2B5JCeuQeRkm5NMpJWZG3hSuFU=, | pinnedCertificates: is not",
                "h?pinnedCertificates=sha1/47DEQpj8HBSa%2B/TImW%2B5JCeuQeRkm5NMpJWZG3hSuFU= | pinnedCertificates: is not",
                "h?ignoreSelfSignedCertificates=true&pinnedCertificates=47DEQpj8HBSa%2B/TImW%2B5JCeuQeRkm5NMpJWZG3hSuFU="
                        + "| pinnedCertificates: contradicts ignoreSelfSignedCertificates=true",
                "h?proxyUri=socks4://proxy:1080 | proxyUri: must begin with socks5:// or http://",
                "h?proxyUri=https://proxy:1080 | proxyUri: must begin with socks5:// or http://",
                "h?proxyUri=socks5://proxy | proxyUri: has no port",
                "h?proxyUri=socks5://proxy:0 | proxyUri: has a port that is not between 1 and 65535",
                "h?proxyUri=socks5://proxy:70000 | proxyUri: has a port that is not between",
                "h?proxyUri=proxy:1080 | proxyUri: is not an address such as",
                "h?proxyUri=socks5:// | proxyUri: is not an address such as",
                "h?proxyUri=RAW(http://proxy:1080/path) | proxyUri: is not an address such as",
                "h?proxyUri=RAW(socks5://h1dden@proxy:1080) | proxyUri: has a user name and no password",
                "h?proxyUri=RAW(socks5://h1dden:@proxy:1080) | proxyUri: has a user name or password that is empty",
                "h?proxyUri=RAW(socks5://h1dden:%25FF@proxy:1080) | proxyUri: has a login whose escaped characters are not UTF-8",
                "h?proxyUri=RAW(http://h1d%3Aden:pass@proxy:1080) | proxyUri: has a colon in the user name",
                "h?maxMessageSize=0 | maxMessageSize: 0 is refused",
                "h?hosts=i,j:25 | hosts: entry 2 has port 25",
                "h?hosts=i:0 | hosts: entry 1 has a port that is not between 1 and 65535",
                "h?hosts=i:x | hosts: entry 1 has a port",
                "h?hosts=i,,j | hosts: entry 2 is not host or host:port",
                "h?hosts=RAW(i,smtp://ann:h1dden@j) | hosts: entry 2 is not host or host:port",
                "h?hosts=RAW(2001:db8::1) | hosts: entry 1 is not host or host:port; an IPv6 address needs brackets",
                "h?maxConnection=1 | maxConnection",
            })
    void refusesWhatCannotWorkAndNamesTheOption(String rest, String named) {
        Properties properties = new Properties();
        properties.setProperty("bad.port", "25");
        context.getPropertiesComponent().setInitialProperties(properties);
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:" + rest))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("h1dden");
        assertThat(mailers.opened).isEmpty();
    }

    @Test
    void refusesPort25SetOnTheComponent() {
        component().setPort(25);
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:mail.example.com"))
                .hasMessageContaining("port: 25 is refused");
    }

    @Test
    void refusesALineEndInTheHost() {
        component().setHost("mail.example.com\r\nRCPT");
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:?to=ann@example.com"))
                .hasMessageContaining("host: is not a host name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\r\nMAIL FROM:<eve@evil.example>"})
    void refusesALineEndOrNulInWhatIsSaidToTheServer(String poison) {
        SmtpConfiguration options = component().getConfiguration();
        options.setHost("mail.example.com" + poison);
        options.setUsername("ann" + poison);
        options.setPassword("secret" + poison);
        options.setLocalHostname("client.example" + poison);
        options.setEnvelopeFrom("ann@example" + poison + ".com");
        options.setAuthMechanism("PLAIN" + poison);
        assertThatThrownBy(() -> context.getEndpoint("smtp-connector:?to=ann@example.com"))
                .cause()
                .isInstanceOf(PermanentSmtpException.class)
                .message()
                .contains("host: ", "username: ", "password: ", "localHostname: ", "envelopeFrom: ", "authMechanism: ")
                .doesNotContain("secret", poison);
    }

    @Test
    void reportsAllBadOptionsTogether() {
        assertThatThrownBy(() -> context.getEndpoint(
                        "smtp-connector:h:25?username=ann&maxWait=0&from=nobody&allowedRecipients=,&to=[null]"))
                .cause()
                .isInstanceOfSatisfying(PermanentSmtpException.class, e -> assertThat(e.getCategory())
                        .isEqualTo(Category.CONFIG))
                .message()
                .contains("port:", "password:", "maxWait:", "from:", "allowedRecipients:", "to[0]:");
    }
}
