// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Confirms orders by mail. The route is in camel/orders.camel.yaml, the connection in application.properties. */
@SpringBootApplication
public class OrdersApplication {

    /** With the profile {@code demo} it sends two mails to a server of its own, shows them and ends. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(OrdersApplication.class);
        application.addInitializers(context -> {
            if (isDemonstration(context)) {
                LocalMailServer.start(context);
            }
        });
        ConfigurableApplicationContext running = application.run(args);
        if (isDemonstration(running)) {
            running.close();
        }
    }

    private static boolean isDemonstration(ConfigurableApplicationContext context) {
        return context.getEnvironment().matchesProfiles("demo");
    }
}
