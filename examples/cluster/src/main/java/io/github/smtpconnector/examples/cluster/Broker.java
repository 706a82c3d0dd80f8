// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** A broker for the demonstration: Artemis, as {@code broker.xml} says. */
public final class Broker {

    private Broker() {}

    /** @param args none; the system properties {@code broker.port} and {@code broker.folder} say where it is */
    public static void main(String[] args) throws Exception {
        new EmbeddedActiveMQ().setConfigResourcePath("broker.xml").start();
    }
}
