// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Mails with files as programs out there label them, received by camel-mail and sent on: none of them fails. */
class OddFilesRouteTest {

    @Test
    void goOnWithTheirNamesTypesAndOctets() throws Exception {
        List<OddFile> odd = OddFile.all();
        assertThat(odd).hasSizeGreaterThan(40);
        try (Inbox inbox = new Inbox()) {
            for (int i = 0; i < odd.size(); i++) {
                inbox.deliver(odd.get(i).mail(i));
            }
            OddFilesRoute.check(inbox.pop3s(), odd);
        }
    }
}
