// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.wire.dialogue.Capabilities;
import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.login.SaslMechanism;
import io.github.smtpconnector.wire.proxy.ProxyAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Hears of each step that went well while a connection is opened. {@link #NONE} hears of none. */
interface OpeningObserver {

    OpeningObserver NONE = new OpeningObserver() {};

    default void resolved(InetAddress[] addresses) {}

    default void connected(InetSocketAddress remote, @Nullable ProxyAddress proxy) {}

    default void greeted(Reply greeting) {}

    default void introduced(Capabilities capabilities) {}

    default void secured(SSLSession session) {}

    default void loggedIn(SaslMechanism mechanism) {}
}
