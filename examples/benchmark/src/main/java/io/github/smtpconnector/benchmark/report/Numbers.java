// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.report;

import java.util.Locale;

/** Numbers for people: three figures that matter, and a dash for what is not known. */
final class Numbers {
    private Numbers() {}

    static String shown(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        double size = Math.abs(number);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }

    static String times(double ratio) {
        return Double.isNaN(ratio) ? "-" : shown(ratio) + "x";
    }
}
