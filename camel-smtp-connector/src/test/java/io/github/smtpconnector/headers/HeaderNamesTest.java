// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderNamesTest {

    @Test
    void knowsEveryResult() throws IllegalAccessException {
        for (Field field : ResultHeaders.class.getDeclaredFields()) {
            String name = String.valueOf(field.get(null));
            boolean header = !field.getName().equals("RESULT_PROPERTY");
            assertThat(HeaderNames.RESULTS.get(name) != null).as(name).isEqualTo(header);
        }
    }

    @Test
    void knowsNoCase() {
        HeaderNames<Integer> names = new HeaderNames<>(Map.of("CamelSmtpConnectorTo", 1));

        assertThat(names.get("camelSMTPconnectorTO")).isEqualTo(1);
        assertThat(names.get("CamelSmtpConnectorTo")).isEqualTo(1);
        assertThat(names.get("To")).isNull();
    }
}
