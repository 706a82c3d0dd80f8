// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Loads our classes anew, and none of a library that is optional. */
public final class WithoutLibrary extends ClassLoader {

    private final String library;

    private WithoutLibrary(String library) {
        super(WithoutLibrary.class.getClassLoader());
        this.library = library;
    }

    /**
     * What this probe answers in such a world.
     *
     * @param library how the names of its classes begin
     */
    public static String call(String library, Class<? extends Callable<String>> probe) throws Exception {
        Object other = new WithoutLibrary(library)
                .loadClass(probe.getName())
                .getDeclaredConstructor()
                .newInstance();
        return String.valueOf(((Callable<?>) other).call());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(library)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("io.github.smtpconnector.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] octets = Objects.requireNonNull(in, name).readAllBytes();
            return defineClass(name, octets, 0, octets.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
