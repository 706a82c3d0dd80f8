// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDigestTest {

    private static final String NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private static final String BEGINS_WITH_PLUS = "+" + NOTHING.substring(1);

    @ParameterizedTest
    @ValueSource(strings = {NOTHING, "sha256/" + NOTHING, " " + NOTHING + " "})
    void readsADigest(String text) {
        assertThat(KeyDigest.list(text)).containsExactly(new KeyDigest(NOTHING));
    }

    @Test
    void readsSeveralAndEachOnce() {
        assertThat(KeyDigest.list(NOTHING + ", sha256/" + BEGINS_WITH_PLUS + ",sha256/" + NOTHING))
                .containsExactlyInAnyOrder(new KeyDigest(NOTHING), new KeyDigest(BEGINS_WITH_PLUS));
    }

    /** As it arrives by the query of a URI. */
    @Test
    void readsADigestWhosePlusBecameABlank() {
        assertThat(KeyDigest.list(NOTHING.replace('+', ' '))).containsExactly(new KeyDigest(NOTHING));
        assertThat(KeyDigest.list(BEGINS_WITH_PLUS.replace('+', ' '))).containsExactly(new KeyDigest(BEGINS_WITH_PLUS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "sha256/", "sha1/" + NOTHING, NOTHING + ",", "not base64!"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> KeyDigest.list(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isShownAsItIsGiven() {
        assertThat(new KeyDigest(NOTHING)).hasToString("sha256/" + NOTHING);
    }
}
