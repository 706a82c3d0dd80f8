// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.camelrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository that shares all downloads with the one of this build, except for the folder of the connector. Into that
 * one the CLI puts a jar that is not installed, and the user's repository stays as it was.
 */
final class SharedRepository {

    private static final List<String> NOT_SHARED = List.of("io", "github", "smtpconnector");

    private SharedRepository() {}

    static Path make(Path shared, Path repository) throws IOException {
        Path original = shared;
        Path copy = repository;
        for (String folder : NOT_SHARED) {
            Files.createDirectories(copy);
            try (Stream<Path> entries = Files.list(original)) {
                for (Path entry : entries.toList()) {
                    Path link = copy.resolve(entry.getFileName());
                    if (!entry.getFileName().toString().equals(folder) && Files.notExists(link)) {
                        Files.createSymbolicLink(link, entry);
                    }
                }
            }
            original = original.resolve(folder);
            copy = copy.resolve(folder);
        }
        return repository;
    }

    /** Copies what a repository of files has, as an installation would. */
    static void install(Path from, Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = repository.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
