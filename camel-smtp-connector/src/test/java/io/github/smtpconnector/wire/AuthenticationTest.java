// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To whom a login may be sent in clear. Addresses as text: nothing is looked up and nobody is spoken to. */
class AuthenticationTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    void letsALoginTravelInClearToTheSameMachine(String address) throws UnknownHostException {
        assertThat(Authentication.mayTravelInClear(InetAddress.getByName(address), false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "10.0.0.1", "169.254.1.1", "0.0.0.0", "2001:db8::1", "fe80::1", "fd00::1"})
    void letsALoginTravelInClearElsewhereOnlyWhenAllowed(String address) throws UnknownHostException {
        assertThat(Authentication.mayTravelInClear(InetAddress.getByName(address), false))
                .isFalse();
        assertThat(Authentication.mayTravelInClear(InetAddress.getByName(address), true))
                .isTrue();
    }
}
