// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.client;

import io.github.smtpconnector.benchmark.Account;
import io.github.smtpconnector.benchmark.Cell;
import io.github.smtpconnector.benchmark.Payload;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;

/** This connector, known here by its URI and its headers alone, as in a route. */
final class ConnectorClient {
    private ConnectorClient() {}

    static BenchmarkClient open(Cell cell, int port, Path attachment) throws Exception {
        return new CamelClient(endpoint(cell, port), exchange -> fill(exchange, cell.payload(), attachment));
    }

    private static String endpoint(Cell cell, int port) {
        String security =
                switch (cell.security()) {
                    case PLAIN -> "useTls=false";
                    case STARTTLS -> "useTls=true";
                    case IMPLICIT -> "tlsMode=IMPLICIT";
                };
        String account =
                cell.security().encrypted() ? "&username=" + Account.USERNAME + "&password=" + Account.PASSWORD : "";
        return "smtp-connector:" + Account.HOST + ":" + port + "?" + security + account
                + "&maxConnections=" + cell.connections()
                + "&maxInFlight=" + cell.inFlight()
                + "&maxMessagesPerConnection=1000000"
                + "&partialDelivery=SEND_ACCEPTED"
                + (cell.oneConsumer() ? "&synchronous=false" : "");
    }

    private static void fill(Exchange exchange, Payload payload, Path attachment) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.put("CamelSmtpConnectorFrom", Payload.FROM);
        headers.put("CamelSmtpConnectorTo", payload.recipients());
        headers.put("CamelSmtpConnectorSubject", Payload.SUBJECT);
        headers.put("CamelSmtpConnectorText", Payload.TEXT);
        headers.put("CamelSmtpConnectorHtml", Payload.HTML);
        if (payload.attachmentSize() > 0) {
            headers.put("CamelSmtpConnectorAttachments", Map.of("report.bin", attachment));
        }
    }
}
