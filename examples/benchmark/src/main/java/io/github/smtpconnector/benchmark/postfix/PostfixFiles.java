// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark.postfix;

import io.github.smtpconnector.benchmark.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the files from which {@link Postfix} runs: a submission port that holds whatever it takes. */
record PostfixFiles(Path folder) {

    Path queue() {
        return folder.resolve("queue/hold");
    }

    Path log() {
        return folder.resolve("postfix.log");
    }

    Path authSocket() {
        return folder.resolve("queue/private/auth");
    }

    Path dovecot() {
        return folder.resolve("dovecot.conf");
    }

    /** Opens a folder to the users as whom the parts of Postfix and Dovecot run. */
    private static Path shared(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void write(int port, String pem) throws IOException {
        shared(folder);
        shared(Files.createDirectory(folder.resolve("queue")));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        Path key = folder.resolve("key.pem");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, pem);
        Files.writeString(folder.resolve("main.cf"), main(key));
        Files.writeString(
                folder.resolve("master.cf"),
                SERVICES + "127.0.0.1:" + port + " inet n - n - - smtpd" + System.lineSeparator());
        Files.writeString(folder.resolve("logins"), Account.USERNAME + ":{PLAIN}" + Account.PASSWORD + "\n");
        Files.writeString(dovecot(), logins());
    }

    private String main(Path key) {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/postfix.log
                maillog_file_prefixes = %1$s
                myhostname = localhost
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                mydestination =
                alias_maps =
                local_recipient_maps =
                disable_dns_lookups = yes
                smtpd_peername_lookup = no

                smtpd_tls_chain_files = %2$s
                smtpd_tls_security_level = encrypt
                smtpd_tls_auth_only = yes
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = private/auth
                smtpd_relay_restrictions = permit_sasl_authenticated, reject

                # What is measured ends in the queue, and what is there can be counted.
                smtpd_data_restrictions = check_client_access static:HOLD
                hash_queue_names = deferred

                # Limits against strangers, which all clients would meet.
                smtpd_client_connection_rate_limit = 0
                smtpd_client_connection_count_limit = 0
                in_flow_delay = 0
                """
                .formatted(folder, key);
    }

    private String logins() {
        return """
                protocols =
                ssl = no
                base_dir = %1$s/dovecot
                state_dir = %1$s/dovecot
                log_path = %1$s/dovecot.log
                auth_mechanisms = plain login
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
                .formatted(folder, authSocket());
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
            anvil     unix - - n - 1 anvil
            """;
}
