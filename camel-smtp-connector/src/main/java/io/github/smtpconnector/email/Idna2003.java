// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import java.net.IDN;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK knows (RFC 3490): the scripts of Unicode 3.2. It drops soft hyphens, narrows full-width letters and
 * makes ss of the sharp s, so its answer is read back and compared.
 */
final class Idna2003 implements Idna {

    @Override
    public @Nullable String toAscii(String label) {
        if (Characters.find(Characters::isHiddenOrSpace, label) != null) {
            return null;
        }
        try {
            String ascii = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            return Idna.isSame(IDN.toUnicode(ascii), label) ? ascii : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
