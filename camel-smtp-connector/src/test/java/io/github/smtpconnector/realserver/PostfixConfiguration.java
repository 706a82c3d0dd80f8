// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.realserver;

import io.github.smtpconnector.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Writes the files from which {@link PostfixServer} runs. */
final class PostfixConfiguration {

    /** The user {@code nobody} of Debian and Ubuntu, who owns the mailbox. */
    private static final int NOBODY = 65534;

    private final Path folder;

    PostfixConfiguration(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder to the users as whom the parts of Postfix and Dovecot run. */
    static Path sharedFolder(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path dovecotFile() {
        return folder.resolve("dovecot.conf");
    }

    Path authSocket() {
        return folder.resolve("queue/private/auth");
    }

    void write(Map<PostfixDoor, Integer> ports) throws IOException {
        sharedFolder(Files.createDirectory(folder.resolve("queue")));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        Path mailbox = Files.createDirectory(folder.resolve("mailbox"));
        Files.setAttribute(mailbox, "unix:uid", NOBODY);
        Files.writeString(folder.resolve("main.cf"), mainFile());
        Files.writeString(
                folder.resolve("authority.pem"), TestCertificates.shared().authorityPem());
        StringBuilder master = new StringBuilder(SERVICES);
        for (Map.Entry<PostfixDoor, Integer> door : ports.entrySet()) {
            master.append("127.0.0.1:%d inet n - n - - smtpd%n".formatted(door.getValue()));
            for (String setting : door.getKey().settings()) {
                master.append("  -o ").append(setting).append('\n');
            }
            Path pem = Files.writeString(
                    folder.resolve(door.getKey() + ".pem"), door.getKey().pem());
            master.append("  -o smtpd_tls_chain_files=").append(pem).append('\n');
        }
        Files.writeString(folder.resolve("master.cf"), master);
    }

    void writeLogins(String username, String passwordInBase64) throws IOException {
        Files.writeString(folder.resolve("logins"), username + ":{PLAIN.b64}" + passwordInBase64 + "\n");
        Files.writeString(
                dovecotFile(),
                """
                protocols =
                ssl = no
                base_dir = %1$s/dovecot
                state_dir = %1$s/dovecot
                log_path = %1$s/dovecot.log
                auth_mechanisms = plain login cram-md5 scram-sha-256
                # Postfix decides which ports take a login in clear.
                disable_plaintext_auth = no
                passdb {
                  driver = passwd-file
                  args = %1$s/logins
                }
                service auth {
                  unix_listener %2$s {
                    mode = 0600
                    user = postfix
                  }
                }
                """
                        .formatted(folder, authSocket()));
    }

    private String mainFile() {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/postfix.log
                maillog_file_prefixes = %1$s
                myhostname = localhost
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                mynetworks = 127.0.0.0/8
                disable_dns_lookups = yes
                smtpd_peername_lookup = no
                mydestination =
                alias_maps =
                local_recipient_maps =

                # Whoever the recipient is, one mailbox gets it.
                virtual_mailbox_domains = static:all
                virtual_mailbox_base = %1$s
                virtual_mailbox_maps = static:mailbox/
                virtual_transport = virtual
                virtual_minimum_uid = 1
                virtual_uid_maps = static:%2$d
                virtual_gid_maps = static:%2$d

                # But one, who is found to be missing only after the mail was taken.
                transport_maps = inline:{ {%3$s = error:5.1.1 nobody of that name} }
                smtpd_reject_unlisted_recipient = no

                # What the sender forgot must be missing and what it betrays must be seen: Postfix mends nothing.
                local_header_rewrite_clients =
                message_drop_headers = return-path

                smtpd_tls_CAfile = %1$s/authority.pem
                smtpd_tls_received_header = yes

                smtpd_sasl_type = dovecot
                smtpd_sasl_path = private/auth
                smtpd_sasl_security_options = noanonymous

                # Limits against strangers that would spoil tests.
                smtpd_client_connection_rate_limit = 0
                smtpd_client_connection_count_limit = 0
                smtpd_hard_error_limit = 1000
                smtpd_soft_error_limit = 1000
                smtpd_junk_command_limit = 100000
                smtpd_error_sleep_time = 0
                in_flow_delay = 0

                # No queue but this one is spread over folders below it, so that an empty queue is an empty folder.
                hash_queue_names = hold
                notify_classes =
                """
                .formatted(folder, NOBODY, PostfixServer.MISSING);
    }

    private static final String SERVICES =
            """
            postlog   unix-dgram n - n - 1 postlogd
            pickup    unix n - n 60 1 pickup
            cleanup   unix n - n - 0 cleanup
            qmgr      unix n - n 300 1 qmgr
            tlsmgr    unix - - n 1000? 1 tlsmgr
            rewrite   unix - - n - - trivial-rewrite
            bounce    unix - - n - 0 bounce
            defer     unix - - n - 0 bounce
            trace     unix - - n - 0 bounce
            verify    unix - - n - 1 verify
            flush     unix n - n 1000? 0 flush
            proxymap  unix - - n - - proxymap
            proxywrite unix - - n - 1 proxymap
            showq     unix n - n - - showq
            error     unix - - n - - error
            retry     unix - - n - - error
            discard   unix - - n - - discard
            virtual   unix - n n - - virtual
            anvil     unix - - n - 1 anvil
            """;
}
