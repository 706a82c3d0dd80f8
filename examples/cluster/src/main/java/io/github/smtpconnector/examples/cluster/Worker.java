// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Sends what the queue has. Start as many as you like, and end them as you like. */
public final class Worker {

    private Worker() {}

    /** @param args none; the settings are those of {@code application.properties}, the system and the environment */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.addMainListener(new SingletonsAsService());
        main.run(args);
    }

    /** Camel looks for a service of this kind before it makes the beans of the properties. */
    private static final class SingletonsAsService extends MainListenerSupport {

        @Override
        public void afterConfigure(BaseMainSupport main) {
            try {
                main.getCamelContext()
                        .addService(main.getCamelContext().getRegistry().findSingleByType(CamelClusterService.class));
            } catch (Exception e) {
                throw new IllegalStateException("the bean for singletons cannot be used", e);
            }
        }
    }
}
