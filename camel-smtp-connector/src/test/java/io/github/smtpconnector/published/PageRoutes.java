// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.published;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** The Java of a page, for tests of what it does. */
public final class PageRoutes {

    private PageRoutes() {}

    /** The routes of one block. */
    public static RouteBuilder compile(String code, Path folder) throws Exception {
        return PageCode.compile(List.of(code), folder).get(0);
    }

    /** A new object of a class that a page shows. */
    public static Object newInstance(String code, Path folder) throws Exception {
        return PageCode.newInstance(code, folder);
    }
}
