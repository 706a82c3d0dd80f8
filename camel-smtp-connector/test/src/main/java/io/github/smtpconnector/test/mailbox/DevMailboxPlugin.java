// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.test.mailbox;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/** Camel finds this on the class path, on every runtime. It only listens; the properties are not yet there. */
public final class DevMailboxPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new DevMailboxSwitch());
    }
}
