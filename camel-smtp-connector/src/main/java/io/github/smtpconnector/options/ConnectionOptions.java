// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import io.github.smtpconnector.pace.PaceKeeper;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * How long each step may take, and how connections are kept and shared.
 *
 * <p>Internal; may change.
 */
@UriParams
public abstract class ConnectionOptions extends LoginOptions {

    /** Mails under way at once on one connection, unless the option says otherwise. */
    static final int DEFAULT_MAX_IN_FLIGHT = 4;

    /** Mails a second. Less than one in a quarter of an hour is a mistake: no sender waits so long. */
    public static final double SLOWEST = 0.001;

    @UriParam(label = "producer,timeout", defaultValue = "10000", javaType = "java.time.Duration")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer,timeout",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            displayName = "TLS Timeout")
    private long tlsTimeout = 30_000;

    @UriParam(label = "producer,timeout", defaultValue = "60000", javaType = "java.time.Duration")
    private long replyTimeout = 60_000;

    @UriParam(label = "producer,timeout", defaultValue = "60000", javaType = "java.time.Duration")
    private long writeTimeout = 60_000;

    @UriParam(label = "producer,timeout", defaultValue = "600000", javaType = "java.time.Duration")
    private long finalReplyTimeout = 600_000;

    @UriParam(label = "producer,pool", defaultValue = "5")
    private int maxConnections = 5;

    @UriParam(label = "producer,pool", defaultValue = "100")
    private int maxMessagesPerConnection = 100;

    @UriParam(label = "producer,pool", defaultValue = "30000", javaType = "java.time.Duration")
    private long idleTimeout = 30_000;

    @UriParam(label = "producer,pool", defaultValue = "300000", javaType = "java.time.Duration")
    private long maxConnectionAge = 300_000;

    @UriParam(label = "producer,pool", defaultValue = "30000", javaType = "java.time.Duration")
    private long maxWait = 30_000;

    @UriParam(label = "producer,pool", defaultValue = "" + DEFAULT_MAX_IN_FLIGHT)
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;

    @UriParam(label = "producer,pool")
    private @Nullable Double maxMessagesPerSecond;

    @UriParam(label = "producer,pool")
    private @Nullable Long maxMessagesPerDay;

    @UriParam(label = "producer,pool", defaultValue = "MAIL")
    private PaceBy paceBy = PaceBy.MAIL;

    @UriParam(label = "producer,pool")
    private @Nullable PaceKeeper pace;

    @UriParam(label = "producer,advanced", defaultValue = "true")
    private boolean chunking = true;

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * How long it may take to look up the host and to connect to one of its addresses. The server has not been spoken
     * to then, so the failure can be retried.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getTlsTimeout() {
        return tlsTimeout;
    }

    /** How long the TLS handshake may take, whether from the first byte or after STARTTLS. */
    public void setTlsTimeout(long tlsTimeout) {
        this.tlsTimeout = tlsTimeout;
    }

    public long getReplyTimeout() {
        return replyTimeout;
    }

    /**
     * How long the server may take for its greeting and for its whole reply to any command but the last one, which has
     * finalReplyTimeout.
     */
    public void setReplyTimeout(long replyTimeout) {
        this.replyTimeout = replyTimeout;
    }

    public long getWriteTimeout() {
        return writeTimeout;
    }

    /** How long the server may take to accept one command, or 64 KB of the mail's content. */
    public void setWriteTimeout(long writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    public long getFinalReplyTimeout() {
        return finalReplyTimeout;
    }

    /**
     * How long the server may take to confirm a mail that it has received completely. Servers scan mail in this time;
     * when the time is up, it is not known whether the mail was delivered, so a short time makes duplicates. The time of a
     * mail begins when the mails before it on the same connection are confirmed, of which there are fewer than
     * maxInFlight; with maxInFlight=1 a mail waits for itself only.
     */
    public void setFinalReplyTimeout(long finalReplyTimeout) {
        this.finalReplyTimeout = finalReplyTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    /**
     * How many connections may be open at once to the same server with the same security settings and login. All
     * endpoints of the component share them.
     */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getMaxMessagesPerConnection() {
        return maxMessagesPerConnection;
    }

    /** After how many mails a connection is closed and replaced. With 1 every mail has its own connection. */
    public void setMaxMessagesPerConnection(int maxMessagesPerConnection) {
        this.maxMessagesPerConnection = maxMessagesPerConnection;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    /**
     * How long an unused connection is kept open. Keep it below the time after which the server hangs up; a connection
     * that was closed meanwhile is replaced without an error.
     */
    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public long getMaxConnectionAge() {
        return maxConnectionAge;
    }

    /** How old a connection may be when a mail is given to it. Older ones are closed, so that changes of DNS are seen. */
    public void setMaxConnectionAge(long maxConnectionAge) {
        this.maxConnectionAge = maxConnectionAge;
    }

    public long getMaxWait() {
        return maxWait;
    }

    /**
     * How long a mail waits before it is sent: for a connection when maxConnections are busy, for its turn by
     * maxMessagesPerSecond, and while no connection is opened because the server refused to serve. After that, or at once
     * when it can be known before, it fails and can be retried; it has not been sent. The time for connecting and for the
     * login is not in it.
     */
    public void setMaxWait(long maxWait) {
        this.maxWait = maxWait;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * How many mails may be under way at once on one connection. Mails share a connection only when maxConnections are
     * busy, the server offers pipelining, and it is known to keep a connection open after a mail. When a connection
     * breaks, the delivery of up to so many mails may be uncertain; with 1 it is that of one.
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public @Nullable Double getMaxMessagesPerSecond() {
        return maxMessagesPerSecond;
    }

    /**
     * How many mails may go to the server in a second, evenly spaced: with 10 each waits until a tenth of a second after
     * the one before, with 0.5 two seconds. Nothing is saved up while no mail is sent. Mails wait in order of arrival; one
     * whose turn would come later than maxWait fails at once and can be retried. The pace is kept over all endpoints
     * that share connections and have this option; with pace also over other processes. A mail counts once, however many
     * recipients it has, unless paceBy says otherwise. By default there is no limit.
     */
    public void setMaxMessagesPerSecond(@Nullable Double maxMessagesPerSecond) {
        this.maxMessagesPerSecond = maxMessagesPerSecond;
    }

    public @Nullable Long getMaxMessagesPerDay() {
        return maxMessagesPerDay;
    }

    /**
     * How many mails may go to the server in any 24 hours. They are counted by quarters of an hour, so that a place becomes
     * free up to a quarter of an hour late. A mail whose turn would come later than maxWait fails at once and can be retried. The
     * count is kept over all endpoints that share connections and have this option, until the process ends; with pace it
     * is kept in the store, over all processes. An attempt counts also when it fails. By default there is no limit.
     */
    public void setMaxMessagesPerDay(@Nullable Long maxMessagesPerDay) {
        this.maxMessagesPerDay = maxMessagesPerDay;
    }

    public PaceBy getPaceBy() {
        return paceBy;
    }

    /**
     * What maxMessagesPerSecond and maxMessagesPerDay count. MAIL: a mail counts once. RECIPIENT: each recipient counts, as
     * providers of bulk mail have it; after a mail to ten the next waits ten times as long.
     */
    public void setPaceBy(PaceBy paceBy) {
        this.paceBy = paceBy;
    }

    public @Nullable PaceKeeper getPace() {
        return pace;
    }

    /**
     * Keeps maxMessagesPerSecond and maxMessagesPerDay over all processes that send with the same login: a bean, such as a
     * JdbcPaceKeeper with a database. When the server refuses to serve one process (421, or 454 to a login, a sender or
     * a content), all pause, and one tries whether it serves again. While the store does not answer, mails fail as
     * RATE_LIMITED before anything is connected, and can be retried. By default each process keeps a pace of its own.
     */
    public void setPace(@Nullable PaceKeeper pace) {
        this.pace = pace;
    }

    public boolean isChunking() {
        return chunking;
    }

    /**
     * Whether a server that offers CHUNKING is given the content by BDAT (RFC 3030). A server that offers it and then
     * does not know the command is served by DATA, from the first mail on. Set false where the server, or something
     * before it, stalls or drops the connection at BDAT.
     */
    public void setChunking(boolean chunking) {
        this.chunking = chunking;
    }
}
