// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Writes the reference pages from the descriptor; a step of the build, not part of the jar. The descriptor orders options by
 * label and name, so the order in which a person needs them is here: a new option or header goes into one of the groups.
 */
final class GenerateReference {

    /** A heading, what stands below it, and the names of its rows in their order. */
    private record Group(String title, String text, String names) {

        List<String> list() {
            return List.of(names.split(" "));
        }
    }

    private static final List<Group> OPTIONS = List.of(
            new Group(
                    "Server and TLS",
                    "See [TLS and login](../tls-and-login.md).",
                    "host port useTls tlsMode sslContextParameters pinnedCertificates ignoreSelfSignedCertificates"),
            new Group(
                    "Login",
                    "See [TLS and login](../tls-and-login.md#logging-in).",
                    "username password authMechanism allowInsecureAuth oauthTokenUri oauthClientId oauthClientSecret"
                            + " oauthRefreshToken oauthScope accessToken accessTokenSource"),
            new Group(
                    "The mail",
                    "See [Sending](../sending.md) and [Special mails](../special-mails.md).",
                    "from to cc bcc replyTo subject text html bodyAs embedImages textFromHtml listUnsubscribe"),
            new Group(
                    "Who may get it, and what comes back",
                    "See [Security](../security.md) and [Results and failures](../results-and-failures.md).",
                    "allowedRecipients maxMessageSize partialDelivery resultAs dryRun"),
            new Group(
                    "Once and only once",
                    "See [Once and only once](../once.md).",
                    "idempotentRepository ledger uncertain"),
            new Group(
                    "Connections and pace",
                    "See [Connections](../connections.md).",
                    "maxConnections maxMessagesPerConnection maxMessagesPerSecond maxMessagesPerDay paceBy pace maxWait maxInFlight"
                            + " chunking synchronous idleTimeout maxConnectionAge hosts proxyUri localHostname"),
            new Group(
                    "Timeouts",
                    "In milliseconds, or with a unit, such as `30s`.",
                    "connectTimeout tlsTimeout replyTimeout writeTimeout finalReplyTimeout"),
            new Group(
                    "Delivery options",
                    "See [Special mails](../special-mails.md#notifications-holding-and-deadlines).",
                    "envelopeFrom dsnNotify dsnReturn requireTls holdFor deliverBy"),
            new Group("DKIM", "See [Signing](../signing.md#dkim).", "dkimDomain dkimSelector dkimPrivateKey"),
            new Group(
                    "S/MIME",
                    "See [Signing](../signing.md#smime).",
                    "smimeSigningKey smimeSigningCertificates smimeEncryptionCertificates"),
            new Group("Camel's own", "Every producer of Camel has it.", "lazyStartProducer"));

    private static final List<Group> COMPONENT = List.of(new Group(
            "The component alone",
            "These can only be set on the component, as `camel.component.smtp-connector.…`.",
            "useGlobalSslContextParameters healthCheckProducerEnabled logAddresses configuration autowiredEnabled"));

    private static final List<Group> INPUTS = List.of(
            new Group(
                    "Recipients and sender",
                    "See [Recipients](../sending.md#recipients).",
                    "To DynamicTo ToJson Cc CcJson Bcc BccJson From ReplyTo Sender"),
            new Group("Content", "See [Sending](../sending.md).", "Subject Text Html Attachments MultipleAttachments"),
            new Group("Once and only once", "See [Once and only once](../once.md).", "IdempotencyKey"),
            new Group(
                    "Threads, bulk mail, priority and headers of your own",
                    "See [Special mails](../special-mails.md).",
                    "OwnMessageId InReplyTo References Date Priority ReadReceiptTo ListUnsubscribe Headers Calendar"),
            new Group(
                    "Delivery options",
                    "See [Special mails](../special-mails.md#notifications-holding-and-deadlines).",
                    "DsnNotify DsnReturn EnvelopeId RequireTls HoldFor HoldUntil DeliverBy"));

    private static final List<Group> RESULTS = List.of(
            new Group(
                    "What came of the mail",
                    "See [Results and failures](../results-and-failures.md).",
                    "MessageId DeliveryState Accepted Rejected RecipientResults AlreadySent"),
            new Group("What the server said", "", "ReplyCode EnhancedCode Response QueueId"),
            new Group("What was sent", "", "EnvelopeFrom EnvelopeTo EnvelopeParameters MessageSize"),
            new Group(
                    "Over which connection, and how long it took",
                    "",
                    "Host Port TlsProtocol TlsCipher ConnectionReused ConnectTime EnvelopeTime MessageTime"));

    private static final String PREFIX = "CamelSmtpConnector";
    private static final String RESULT = "Result: ";

    private static final String OPTIONS_PAGE =
            """
            <!-- Generated by GenerateReference from smtp-connector.json - do NOT edit this file! -->
            # Options

            `smtp-connector:host:port?option=value&option=value`

            Every option can also be set once on the component, as the default of all its endpoints, host and port included:
            `camel.component.smtp-connector.host=smtp.example.com`. An option without a value (`cc=`) is not given; an empty
            `allowedRecipients` is an error. In a URI and in YAML's `parameters`, `&`, `+` and `%%` need care: see
            [Special characters](../sending.md#special-characters-in-options).

            %s""";

    private static final String HEADERS_PAGE =
            """
            <!-- Generated by GenerateReference from smtp-connector.json - do NOT edit this file! -->
            # Headers

            ## Inputs

            A value is taken from its header. Without the header it is taken from the field of the body, where the body holds
            inputs, and else from the endpoint's option. The field is the header's name without `CamelSmtpConnector`, in lower
            case at the start: `to`, `dynamicTo`, `multipleAttachments`. `IdempotencyKey` is a header only.

            %s
            ## Results

            The route goes on with these headers, on success and, as far as known, on failure.

            %s""";

    private GenerateReference() {}

    /** Takes the descriptor and the folder of the pages. */
    public static void main(String[] arguments) throws IOException {
        JsonNode descriptor =
                JsonMapper.builder().build().readTree(Path.of(arguments[0]).toFile());
        Path folder = Path.of(arguments[1]);
        Map<String, JsonNode> endpoint = entries(descriptor.get("properties"));
        Map<String, JsonNode> component = entries(descriptor.get("componentProperties"));
        component.keySet().removeAll(endpoint.keySet());
        Map<String, JsonNode> inputs = entries(descriptor.get("headers"));
        Map<String, JsonNode> results = entries(descriptor.get("headers"));
        inputs.values().removeIf(GenerateReference::isResult);
        results.values().removeIf(header -> !isResult(header));
        write(
                folder.resolve("options.md"),
                OPTIONS_PAGE.formatted(tables(
                                "##",
                                "Option | Value | Default",
                                OPTIONS,
                                "",
                                endpoint,
                                (name, option) -> row(
                                        name,
                                        value(option),
                                        code(option.path("defaultValue").asText()),
                                        description(option)))
                        + "\n"
                        + tables(
                                "##",
                                "Option | Value | Default",
                                COMPONENT,
                                "",
                                component,
                                (name, option) -> row(
                                        name,
                                        value(option),
                                        code(option.path("defaultValue").asText()),
                                        description(option)))));
        write(
                folder.resolve("headers.md"),
                HEADERS_PAGE.formatted(
                        tables(
                                "###",
                                "Header | Type",
                                INPUTS,
                                PREFIX,
                                inputs,
                                (name, header) -> row(name, type(header), description(header))),
                        tables(
                                "###",
                                "Header | Type",
                                RESULTS,
                                PREFIX,
                                results,
                                (name, header) -> row(name, type(header), description(header)))));
    }

    private static String tables(
            String level,
            String columns,
            List<Group> groups,
            String prefix,
            Map<String, JsonNode> entries,
            BiFunction<String, JsonNode, String> row) {
        Set<String> grouped = groups.stream()
                .flatMap(group -> group.list().stream())
                .map(name -> prefix + name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(entries.keySet());
        missing.removeAll(grouped);
        grouped.removeAll(entries.keySet());
        if (!missing.isEmpty() || !grouped.isEmpty()) {
            throw new IllegalStateException("GenerateReference.java: give these a group: " + missing
                    + "; take these out of theirs: " + grouped);
        }
        return groups.stream()
                .map(group -> "%s %s\n\n%s| %s | |\n|%s\n%s"
                        .formatted(
                                level,
                                group.title(),
                                group.text().isEmpty() ? "" : group.text() + "\n\n",
                                columns,
                                "---|".repeat(columns.split("\\|").length + 1),
                                group.list().stream()
                                        .map(name -> prefix + name)
                                        .map(name -> row.apply(name, entries.get(name)))
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, JsonNode> entries(JsonNode node) {
        return node.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    private static boolean isResult(JsonNode header) {
        return header.get("description").asText().startsWith(RESULT);
    }

    private static String description(JsonNode entry) {
        String text = entry.get("description").asText();
        return text.startsWith(RESULT) ? text.substring(RESULT.length()) : text;
    }

    /** What to write as the option's value, in words for people who do not read Java. */
    private static String value(JsonNode option) {
        return switch (option.get("type").asText()) {
            case "enum" -> names(option);
            case "boolean" -> "`true`, `false`";
            case "duration" -> "time";
            case "integer", "number" -> "number";
            case "object" -> "bean";
            default -> "text";
        };
    }

    private static String type(JsonNode header) {
        return header.has("enum") ? names(header) : header.get("javaType").asText();
    }

    private static String names(JsonNode entry) {
        return StreamSupport.stream(entry.get("enum").spliterator(), false)
                .map(name -> code(name.asText()))
                .collect(Collectors.joining(", "));
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String row(String name, String... cells) {
        return "| " + code(name) + " | "
                + Stream.of(cells)
                        .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    private static void write(Path file, String page) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(page)) {
            Files.writeString(file, page);
        }
    }
}
