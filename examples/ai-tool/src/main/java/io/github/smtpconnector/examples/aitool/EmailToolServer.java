// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.aitool;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.main.Main;

/** Speaks the Model Context Protocol over standard input and output until the input ends. */
public final class EmailToolServer {

    private EmailToolServer() {}

    public static void main(String[] args) throws Exception {
        Main camel = new Main();
        camel.configure().addRoutesBuilder(new SendEmailRoute());
        camel.start();
        SendEmailTool tool = new SendEmailTool(camel.getCamelTemplate());
        McpJsonMapper json = McpJsonDefaults.getMapper();
        InputStream input = untilEnd(System.in, camel::completed);
        McpSyncServer server = McpServer.sync(new StdioServerTransportProvider(json, input, System.out))
                .serverInfo("email", "1.0.0")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .validateToolInputs(true)
                .toolCall(SendEmailTool.description(json), (exchange, request) -> tool.call(request))
                .build();
        camel.run();
        server.close();
        System.exit(camel.getExitCode());
    }

    /** The process that started this server ends it by closing its input, or by dying. */
    private static InputStream untilEnd(InputStream input, Runnable atEnd) {
        return new FilterInputStream(input) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    atEnd.run();
                }
                return count;
            }
        };
    }
}
