// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

/**
 * How a client was warmed up: by runs that are thrown away.
 *
 * @param runs how many there were
 * @param steady whether the last two differed by little, rather than being the last that were allowed
 * @param compiler seconds of processor time that the compilers had taken until then, since the start of the JVM
 */
record WarmUp(int runs, boolean steady, double compiler) {
    /** By how much of the faster one two runs in a row may differ when a client counts as warm. */
    private static final double STEADY = 0.05;

    /** None, because the first mails are what is measured. */
    static final WarmUp NONE = new WarmUp(0, false, Double.NaN);

    static boolean isSteady(double before, double now) {
        return Math.abs(now - before) < STEADY * Math.max(now, before);
    }
}
