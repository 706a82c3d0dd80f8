// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.dialogue;

import io.github.smtpconnector.outcome.Phase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Commands out, replies in, over one line. The caller sees to it that one thread writes and one reads at a time. */
public final class Dialogue {

    private static final byte[] CRLF = {'\r', '\n'};

    private final Line line;
    private final ReplyReader replies;
    private final Timeouts timeouts;
    private final LineTranscript transcript;
    private final boolean confidential;
    private final Secrets secrets;

    public Dialogue(Line line, Timeouts timeouts) {
        this(line, new ReplyReader(line::read), timeouts, false, new Secrets());
    }

    private Dialogue(Line line, ReplyReader replies, Timeouts timeouts, boolean confidential, Secrets secrets) {
        this.line = line;
        this.replies = replies;
        this.timeouts = timeouts;
        this.transcript = line.transcript();
        this.confidential = confidential;
        this.secrets = secrets;
    }

    /** The same dialogue with another one's patience. */
    public Dialogue within(Timeouts others) {
        return new Dialogue(line, replies, others, confidential, secrets);
    }

    /** The same dialogue in confidence: no transcript shows what is said, and no later reply what was. */
    public Dialogue inConfidence() {
        return new Dialogue(line, replies, timeouts, true, secrets);
    }

    /** No reply shows this, nor what is sent of it. */
    public void hide(String secret) {
        secrets.add(secret);
        secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    public Line line() {
        return line;
    }

    /**
     * Writes a command into the buffer. The last gate, whatever was checked before: a line end inside would be another
     * command (CVE-2025-7962), and a character must not become one by losing its high byte.
     */
    public void write(String command) throws IOException {
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("a command must not contain CR, LF or NUL");
            }
        }
        if (transcript.isOn()) {
            transcript.command(command, confidential);
        }
        if (confidential) {
            secrets.addFrom(command);
        }
        byte[] octets = command.getBytes(StandardCharsets.UTF_8);
        line.write(octets, 0, octets.length, timeouts.write());
        line.write(CRLF, 0, CRLF.length, timeouts.write());
    }

    public void flush() throws IOException {
        if (transcript.isOn()) {
            transcript.contentEnds();
        }
        line.flush(timeouts.write());
    }

    /**
     * Flushes what ends a mail, and tells when its last octet has left: also when it has, or may have, and the line broke
     * over it.
     */
    public void flushEnd(Runnable left) throws IOException {
        try {
            flush();
        } finally {
            if (line.isGone()) {
                left.run();
            }
        }
    }

    /** The next reply, the whole of it within the time of this phase. */
    public Reply read(Phase phase) throws IOException {
        line.readWithin(phase == Phase.FINAL_REPLY ? timeouts.finalReply() : timeouts.reply());
        try {
            Reply heard = replies.read();
            // A challenge goes to the mechanism only, which needs it as it is.
            Reply reply = heard.is(334) ? heard : secrets.mask(heard);
            if (transcript.isOn()) {
                transcript.reply(reply, confidential);
            }
            return reply;
        } catch (IOException e) {
            if (transcript.isOn()) {
                transcript.noReply(e.getMessage());
            }
            throw e;
        } finally {
            line.readDone();
        }
    }

    /** Sends one command, when all before are answered, and waits for its reply. */
    public Reply ask(String command, Phase phase) throws IOException {
        refuseEarlyReply();
        write(command);
        flush();
        return read(phase);
    }

    /** Content goes out as it is; when to flush is the caller's affair. */
    public OutputStream content() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                if (transcript.isOn()) {
                    transcript.content(length);
                }
                line.write(octets, offset, length, timeouts.write());
            }
        };
    }

    /**
     * To be called when every question is answered: a reply that is there already would be taken for the next one's, and
     * each after it for another's, up to a 250 for a mail that was refused. Only 421 may come unasked (RFC 5321 section
     * 3.8), and says the same whatever it is taken for.
     */
    public void refuseEarlyReply() throws ProtocolException {
        if (replies.buffered() > 0 && !replies.isNext("421")) {
            throw new ProtocolException("a reply before it was asked");
        }
    }

    /** Says this last command where the line takes it at once; false where it does not. */
    public boolean say(String command) {
        if (transcript.isOn()) {
            transcript.command(command, confidential);
        }
        return line.say((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether nothing has arrived unasked. To be called only while no thread reads or writes. */
    public boolean isQuiet() {
        return replies.buffered() == 0 && line.isQuiet();
    }

    /** The sender of octets that arrived before the handshake is unknown (CVE-2011-0411 and its kin). */
    public void refuseEarlyOctets() throws ProtocolException {
        if (replies.buffered() > 0) {
            throw new ProtocolException("more than a reply before the TLS handshake");
        }
    }
}
