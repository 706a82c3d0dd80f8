// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelrun;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The command {@code camel}: what its launcher does once it has found the CLI's jars. */
public final class CamelCli {

    private CamelCli() {}

    public static void main(String... arguments) {
        CamelJBangMain.run(arguments);
    }
}
