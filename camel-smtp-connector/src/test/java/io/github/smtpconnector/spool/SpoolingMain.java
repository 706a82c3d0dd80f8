// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.spool;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Keeps a large stream in a folder and waits to be killed. */
public final class SpoolingMain {

    static final String KEPT = "kept";

    private SpoolingMain() {}

    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getStreamCachingStrategy().setSpoolDirectory(new File(args[0]));
            InputStream stream = new ByteArrayInputStream(new byte[1_000_000]);
            DefaultExchange exchange = new DefaultExchange(context);
            try (InputStream again =
                    ReopenableStreams.reopenable(exchange, stream, () -> stream).open()) {
                System.out.println(again.readAllBytes().length == 1_000_000 ? KEPT : "cut");
                Thread.currentThread().join();
            }
        }
    }
}
