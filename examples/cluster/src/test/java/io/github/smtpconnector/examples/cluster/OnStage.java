// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes the stage, which they share: it is there once for all of them, and is cleared after each test. */
final class OnStage implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        require(Files.exists(PostgresDatabase.INSTALLED), "package postgresql is not installed");
        stage(context);
    }

    /** Skips the calling test where something is missing; fails it instead where nothing may be skipped. */
    static void require(boolean isThere, String problem) {
        if (!isThere) {
            String said = "The tests of several workers cannot run: " + problem;
            if (Boolean.parseBoolean(System.getenv("SMTP_REALSERVER_REQUIRED"))) {
                throw new AssertionError(said);
            }
            System.err.println(said);
            assumeTrue(false, said);
        }
    }

    /** What is kept at the root is closed after the last test of all. */
    private static Stage stage(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OnStage.class))
                .getOrComputeIfAbsent(
                        Stage.class,
                        none -> {
                            try {
                                return new Stage();
                            } catch (Exception e) {
                                throw new IllegalStateException("broker and database did not start", e);
                            }
                        },
                        Stage.class);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        stage(context).clear();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stage(context);
    }
}
