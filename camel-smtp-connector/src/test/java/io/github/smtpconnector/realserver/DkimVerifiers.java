// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two programs that verify DKIM signatures with the keys in a file instead of the DNS. */
final class DkimVerifiers {

    /** Of the distribution, whatever else is first on the path: its modules are found by it alone. */
    private static final String PYTHON = "/usr/bin/python3";

    /** A command line has an end. */
    private static final int AT_ONCE = 500;

    private static final Pattern OPENDKIM =
            Pattern.compile("opendkim: (\\S+): verification \\(s=(\\w+),? d=[^)]*\\) (succeeded|failed)");

    private static final String SCRIPT =
            """
            import dkim, sys
            keys = dict(line.encode().strip().split(b" ", 1) for line in open(sys.argv[1]))
            for name in sys.argv[2:]:
                mail = open(name, "rb").read()
                verdicts = []
                for index in (0, 1):
                    try:
                        holds = dkim.DKIM(mail).verify(index, dnsfunc=lambda n, timeout=5: keys.get(n.rstrip(b".")))
                    except dkim.DKIMException:
                        holds = False
                    verdicts.append("succeeded" if holds else "failed")
                print(name, *verdicts)
            """;

    private final Path folder;

    /**
     * Verifiers.
     *
     * @param records the TXT records by their names
     */
    DkimVerifiers(Path folder, Map<String, String> records) throws IOException {
        this.folder = folder;
        List<String> lines = new ArrayList<>();
        records.forEach((name, record) -> lines.add(name + " " + record));
        Files.write(folder.resolve("keys"), lines);
        Files.writeString(folder.resolve("opendkim.conf"), "Mode v\nTestPublicKeys " + folder.resolve("keys") + "\n");
        Files.writeString(folder.resolve("verify.py"), SCRIPT);
    }

    /** Skips the calling test where one of them is missing, and says so; fails instead where they have to be there. */
    static void assumeAvailable() {
        RealServers.assume("opendkim and dkimpy", problem());
    }

    private static String problem() {
        if (!Programs.exists("opendkim")) {
            return "opendkim (package opendkim) is not installed or not on the PATH";
        }
        try {
            Programs.run(PYTHON, "-c", "import dkim");
            return "";
        } catch (AssertionError | UncheckedIOException e) {
            return "dkimpy (package python3-dkim) is not installed";
        }
    }

    /** What opendkim says of each file: the selector of the signature it looked at, and its verdict. */
    Map<Path, String> opendkim(List<Path> mails) {
        Map<Path, String> verdicts = new LinkedHashMap<>();
        for (int i = 0; i < mails.size(); i += AT_ONCE) {
            List<String> names = names(mails.subList(i, Math.min(mails.size(), i + AT_ONCE)));
            String config = folder.resolve("opendkim.conf").toString();
            Matcher said = OPENDKIM.matcher(Programs.run("opendkim", "-x", config, "-t", String.join(",", names)));
            while (said.find()) {
                verdicts.put(Path.of(said.group(1)), said.group(2) + " " + said.group(3));
            }
        }
        return verdicts;
    }

    /** What dkimpy says of each file: its verdict on the first signature and on the second. */
    Map<Path, String> dkimpy(List<Path> mails) {
        Map<Path, String> verdicts = new LinkedHashMap<>();
        for (int i = 0; i < mails.size(); i += AT_ONCE) {
            List<String> command = new ArrayList<>(List.of(
                    PYTHON,
                    folder.resolve("verify.py").toString(),
                    folder.resolve("keys").toString()));
            command.addAll(names(mails.subList(i, Math.min(mails.size(), i + AT_ONCE))));
            for (String line : Programs.run(command.toArray(String[]::new)).split("\n")) {
                verdicts.put(Path.of(line.substring(0, line.indexOf(' '))), line.substring(line.indexOf(' ') + 1));
            }
        }
        return verdicts;
    }

    private static List<String> names(List<Path> mails) {
        return mails.stream().map(Path::toString).toList();
    }
}
