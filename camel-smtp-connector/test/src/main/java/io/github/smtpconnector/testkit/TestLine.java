// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A test server's side of a connection: lines and octets, plain or secured, in ways no real server would. */
public final class TestLine {

    private boolean octetByOctet;
    private final Socket plain;
    private Socket socket;
    private Cut.In in;
    private OutputStream out;
    private boolean secured;
    private boolean closesAtNextWrite;
    private String appendix = "";
    private boolean muted;
    private final AtomicInteger linesOut = new AtomicInteger();

    TestLine(Socket socket, long cutAfter, long cutRepliesAfter, boolean buffered) throws IOException {
        socket.setTcpNoDelay(true);
        this.plain = socket;
        this.socket = socket;
        InputStream octets = socket.getInputStream();
        this.in = new Cut.In(buffered ? new BufferedInputStream(octets, 1 << 16) : octets, cutAfter);
        this.out = new Cut.Out(socket.getOutputStream(), cutRepliesAfter);
    }

    /** Leaves Nagle's algorithm on, as a server does that never heard of it. */
    public void unhurried() throws IOException {
        plain.setTcpNoDelay(false);
    }

    /** Speaks of TLS and of nothing else: KeyUpdate (RFC 8446 section 4.6.3). */
    public void updateKeys() throws IOException {
        ((SSLSocket) socket).startHandshake();
    }

    void secure(SSLContext context, boolean demandingCertificate) throws IOException {
        Socket under = octetByOctet ? new OctetSocket(socket) : socket;
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(under, null, socket.getPort(), true);
        tls.setUseClientMode(false);
        tls.setNeedClientAuth(demandingCertificate);
        tls.startHandshake();
        socket = tls;
        in = new Cut.In(tls.getInputStream(), Long.MAX_VALUE);
        out = tls.getOutputStream();
        secured = true;
    }

    /** From now on each octet goes out by itself, those of a handshake too. */
    void split() {
        octetByOctet = true;
    }

    boolean isSecured() {
        return secured;
    }

    /** The certificate that we showed, or null in clear. */
    byte @Nullable [] certificate() {
        try {
            return socket instanceof SSLSocket tls
                    ? tls.getSession().getLocalCertificates()[0].getEncoded()
                    : null;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whom the certificate names that the client showed. */
    public String clientName() {
        try {
            return ((SSLSocket) socket).getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            throw new AssertionError("the client showed no certificate", e);
        }
    }

    /** When the TLS session was made, in milliseconds; one that is resumed keeps its time. */
    public long sessionTime() {
        return ((SSLSocket) socket).getSession().getCreationTime();
    }

    /** The octets that came from the client. */
    public long octetsIn() {
        return in.count();
    }

    /** The whole lines that went to the client. */
    public int linesOut() {
        return linesOut.get();
    }

    /** Where the client's end of the connection is. */
    public int clientPort() {
        return plain.getPort();
    }

    @Nullable
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                return null;
            }
            if (octet == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
            }
            line.write(octet);
        }
    }

    /** Another line of content without its dot-stuffing, or false at the end of the content. */
    boolean readContentLine(OutputStream content) throws IOException {
        String next = readLine();
        if (next == null) {
            throw new EOFException();
        }
        if (next.equals(".")) {
            return false;
        }
        content.write((next.startsWith(".") ? next.substring(1) : next).getBytes(StandardCharsets.ISO_8859_1));
        content.write(new byte[] {'\r', '\n'});
        return true;
    }

    byte[] read(int octets) throws IOException {
        byte[] read = in.readNBytes(octets);
        if (read.length < octets) {
            throw new EOFException();
        }
        return read;
    }

    /** Waits until more has come from the client than was asked for. */
    void awaitOctets() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (in.available() == 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing more came");
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
    }

    /** Ends the connection when something is to be said. */
    void closeAtNextWrite() {
        closesAtNextWrite = true;
    }

    /** The next reply has these octets behind it, in the same segment. */
    void append(String text) {
        appendix = text;
    }

    /** The next reply is left out. */
    void mute() {
        muted = true;
    }

    void write(String text) throws IOException {
        if (closesAtNextWrite) {
            throw new EOFException();
        }
        byte[] octets = ((muted ? "" : text) + appendix).getBytes(StandardCharsets.UTF_8);
        appendix = "";
        muted = false;
        int step = octetByOctet ? 1 : Math.max(1, octets.length);
        for (int i = 0; i < octets.length; i += step) {
            out.write(octets, i, step);
            out.flush();
        }
        for (byte octet : octets) {
            if (octet == '\n') {
                linesOut.incrementAndGet();
            }
        }
    }

    /** An octet now and then, so slowly that no line gets too long, until the client has had enough. */
    void dripForEver() throws IOException {
        while (true) {
            write("x");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Reads on, so that the client can write, and never answers. */
    void swallow() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        throw new EOFException();
    }

    void close() {
        SmtpTestServer.closeQuietly(socket);
    }

    void reset() throws IOException {
        plain.setSoLinger(true, 0);
        plain.close();
    }

    /** Says no more, and listens until the client has hung up: so nothing that was said gets lost on the way. */
    void endReplies() throws IOException {
        socket.shutdownOutput();
        swallow();
    }
}
