// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ContextServicePlugin;

/** Camel finds this on the class path, on every runtime. It only listens; the properties are not yet there. */
public final class DevMailboxPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext context) {
        DevMailboxSwitch mailbox = new DevMailboxSwitch();
        context.addLifecycleStrategy(mailbox);
        Consumer<Endpoint> endpoints = mailbox::lead;
        context.getRegistry().bind(DevMailboxSwitch.ENDPOINTS, Consumer.class, endpoints);
    }
}
