// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpconnector.SmtpHeaders;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Camel's headers know no case, so an HTTP caller must not get one of ours in under any spelling. */
class HttpHeaderFilterTest {

    @Test
    void keepsEveryHeaderOfOursFromWhoeverCallsOverHttp() throws Exception {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        HttpHeaderFilterStrategy filter = new HttpHeaderFilterStrategy();
        for (Field field : SmtpHeaders.class.getFields()) {
            String name = String.valueOf(field.get(null));
            for (String spelling : List.of(
                    name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT), "cAmEl" + name.substring(5))) {
                assertThat(filter.applyFilterToExternalHeaders(spelling, "eve@evil.example", exchange))
                        .as(spelling)
                        .isTrue();
            }
        }
        assertThat(Arrays.asList(SmtpHeaders.class.getFields())).hasSizeGreaterThan(30);
    }
}
