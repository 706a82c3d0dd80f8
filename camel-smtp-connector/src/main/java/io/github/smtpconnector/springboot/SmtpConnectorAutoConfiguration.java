// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.springboot;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the component {@code smtp-connector} from {@code camel.component.smtp-connector.*}, as the starters
 * of Camel's own components do. Off with {@code camel.component.smtp-connector.enabled=false}, or with
 * {@code camel.component.enabled=false} for all components.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnClass(CamelAutoConfiguration.class)
@ConditionalOnBean(CamelContext.class)
public class SmtpConnectorAutoConfiguration {

    @Bean
    ComponentCustomizer smtpConnectorOptions(Environment environment) {
        return new ComponentOptions(environment);
    }
}
