// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.junit.jupiter.api.Test;

/** Each possible address is written so that a reader, ours or another, gets the same address back. */
class EmailAddressRoundTripTest {

    private static final String HARD = "ab.@\"\\<>()[],:; !#=?_-";
    private static final String NOT_ASCII = "üß山瘍\u560Aé";

    private final Random random = new Random(20261123);

    @Test
    void readsBackTheAddressItWrites() {
        for (EmailAddress address : addresses(20_000, HARD + NOT_ASCII)) {
            EmailAddress back = EmailAddress.parse(address.addrSpec());
            assertThat(back).isEqualTo(new EmailAddress(null, address.localPart(), address.domain()));
        }
    }

    @Test
    void readsBackTheMailboxItShows() {
        for (EmailAddress address : addresses(20_000, HARD + NOT_ASCII)) {
            assertThat(EmailAddress.parse(address.toString())).isEqualTo(address);
        }
    }

    @Test
    void readsBackAList() {
        List<EmailAddress> addresses = addresses(2_000, HARD + NOT_ASCII);
        String text = addresses.stream()
                .map(EmailAddress::toString)
                .collect(Collectors.joining(random.nextBoolean() ? "," : ";"));
        assertThat(AddressParser.parseList(text)).isEqualTo(addresses);
    }

    @Test
    void meansTheSameToAnotherReader() throws Exception {
        for (EmailAddress address : addresses(5_000, HARD)) {
            Mailbox read = LenientAddressParser.DEFAULT.parseMailbox(address.toString());
            assertThat(read.getLocalPart()).as(address.toString()).isEqualTo(address.localPart());
            assertThat(read.getDomain()).as(address.toString()).isEqualTo(address.domain());
        }
    }

    private List<EmailAddress> addresses(int count, String alphabet) {
        List<EmailAddress> addresses = new ArrayList<>();
        while (addresses.size() < count) {
            String name = random.nextBoolean() ? null : text(alphabet, 20);
            addresses.add(new EmailAddress(name, text(alphabet, 15), domain()));
        }
        return addresses;
    }

    private String domain() {
        return switch (random.nextInt(8)) {
            case 0 -> "[192.0.2." + random.nextInt(256) + "]";
            case 1 -> "bücher" + random.nextInt(1000) + ".example";
            case 2 -> "localhost";
            default -> text("abz09", 10) + "." + text("exampl", 5);
        };
    }

    private String text(String alphabet, int longest) {
        return random.ints(1L + random.nextInt(longest), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
