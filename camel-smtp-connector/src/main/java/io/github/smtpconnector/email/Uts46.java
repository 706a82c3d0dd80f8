// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.email;

import com.ibm.icu.text.IDNA;
import org.jspecify.annotations.Nullable;

/**
 * Today's domains (RFC 5891, as UTS 46 reads them without its transition): sharp s, final sigma and joiners are kept.
 * Only this class uses the optional library.
 */
final class Uts46 implements Idna {

    private final IDNA rules = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    @Override
    public @Nullable String toAscii(String label) {
        IDNA.Info info = new IDNA.Info();
        String ascii = rules.labelToASCII(label, new StringBuilder(), info).toString();
        if (info.hasErrors()) {
            return null;
        }
        IDNA.Info back = new IDNA.Info();
        String readBack = rules.labelToUnicode(ascii, new StringBuilder(), back).toString();
        return !back.hasErrors() && Idna.isSame(readBack, label) ? ascii : null;
    }
}
