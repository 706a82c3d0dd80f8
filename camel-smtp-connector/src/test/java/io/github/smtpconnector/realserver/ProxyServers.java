// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Proxies of the distribution on free loopback ports, from configurations below a temporary folder. Each sees users and
 * hosts of its own, laid over those of the machine in a mount namespace: danted knows no other users than the system's,
 * and only the proxies know the name of the server. Needs root.
 */
final class ProxyServers implements AutoCloseable {

    /** A name that nobody on the machine knows but the proxies. */
    static final String HOST = "mail.elsewhere.example";

    static final String USERNAME = "proxyuser";
    /** Some characters that a URI could trip over. */
    static final String SOCKS_PASSWORD = "s3cr@t:w%rd";
    /** tinyproxy allows few characters. */
    static final String HTTP_PASSWORD = "s3cr.t-w0rd";

    private final Path folder;
    private final Map<ProxyDoor, Integer> ports;
    private final Map<ProxyDoor, ServerProcess> processes = new EnumMap<>(ProxyDoor.class);

    private ProxyServers(Path folder, Map<ProxyDoor, Integer> ports) {
        this.folder = folder;
        this.ports = ports;
    }

    /** Skips the calling test where one of them cannot run, and says why; fails instead where they have to run. */
    static void assumeAvailable() {
        RealServers.assume("danted and tinyproxy", problem());
    }

    private static String problem() {
        if (!Programs.exists("danted")) {
            return "danted (package dante-server) is not installed or not on the PATH";
        }
        if (!Programs.exists("tinyproxy")) {
            return "tinyproxy is not installed or not on the PATH";
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return "only root may give them users and hosts of their own";
        }
        try {
            Programs.run("unshare", "--mount", "true");
            return "";
        } catch (AssertionError e) {
            return "this machine allows no mount namespaces, in which they have users and hosts of their own";
        }
    }

    /**
     * Starts all of them and returns once they listen.
     *
     * @param target the only port that {@link ProxyDoor#HTTP_LOGIN} connects to
     */
    static ProxyServers start(int target) throws IOException {
        Path folder = PostfixConfiguration.sharedFolder(Files.createTempDirectory("proxies"));
        ProxyServers servers = new ProxyServers(folder, RealServers.freePorts(ProxyDoor.class));
        servers.writeSystemFiles();
        for (ProxyDoor door : ProxyDoor.values()) {
            Path file = folder.resolve(door + ".conf");
            int port = servers.port(door);
            Files.writeString(
                    file, door.isSocks() ? servers.danted(door, port) : servers.tinyproxy(door, port, target));
            servers.run(
                    door,
                    door.isSocks()
                            ? "danted -f " + file + " -p " + folder.resolve(door + ".pid")
                            : "tinyproxy -d -c " + file);
        }
        try {
            for (ProxyDoor door : ProxyDoor.values()) {
                servers.processes.get(door).awaitListening(List.of(servers.port(door)));
            }
        } catch (AssertionError e) {
            servers.close();
            throw e;
        }
        return servers;
    }

    private void writeSystemFiles() throws IOException {
        for (String name : List.of("passwd", "shadow", "hosts")) {
            Files.copy(Path.of("/etc", name), folder.resolve(name));
        }
        append("passwd", USERNAME + ":x:64999:65534::/nonexistent:/usr/sbin/nologin");
        String hash = Programs.run("openssl", "passwd", "-6", SOCKS_PASSWORD).strip();
        append("shadow", USERNAME + ":" + hash + ":19000:0:99999:7:::");
        append("hosts", "127.0.0.1 " + HOST);
    }

    private void append(String file, String line) throws IOException {
        Files.writeString(folder.resolve(file), line + "\n", StandardOpenOption.APPEND);
    }

    private String danted(ProxyDoor door, int port) {
        return """
                logoutput: %1$s/%2$s.log
                internal: 127.0.0.1 port = %3$d
                external: 127.0.0.1
                clientmethod: none
                socksmethod: %4$s
                user.privileged: root
                user.unprivileged: nobody
                client pass { from: 127.0.0.0/8 to: 127.0.0.0/8 }
                socks pass { from: 127.0.0.0/8 to: 127.0.0.0/8 command: connect }
                socks block { from: 0.0.0.0/0 to: 0.0.0.0/0 }
                """
                .formatted(folder, door, port, door.wantsLogin() ? "username" : "none");
    }

    private String tinyproxy(ProxyDoor door, int port, int target) {
        String login =
                door.wantsLogin() ? "BasicAuth %s %s%nConnectPort %d%n".formatted(USERNAME, HTTP_PASSWORD, target) : "";
        return """
                Port %3$d
                Listen 127.0.0.1
                Allow 127.0.0.1
                Timeout 60
                MaxClients 20
                LogFile "%1$s/%2$s.log"
                PidFile "%1$s/%2$s.pid"
                """
                        .formatted(folder, door, port)
                + login;
    }

    private void run(ProxyDoor door, String command) throws IOException {
        StringBuilder script = new StringBuilder();
        for (String name : List.of("passwd", "shadow", "hosts")) {
            script.append("mount --bind ")
                    .append(folder.resolve(name))
                    .append(" /etc/")
                    .append(name)
                    .append(" && ");
        }
        processes.put(
                door,
                ServerProcess.start(
                        folder,
                        door.toString(),
                        List.of(
                                "unshare",
                                "--mount",
                                "--propagation",
                                "private",
                                "sh",
                                "-c",
                                script + "exec " + command)));
    }

    int port(ProxyDoor door) {
        return ports.get(door);
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(ServerProcess::end);
        RealServers.delete(folder);
    }
}
