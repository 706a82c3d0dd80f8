// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

import io.github.smtpconnector.wire.dialogue.Dialogue;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Commands and content of one mail, one behind the other. They begin with RSET, which is left out where it is not needed. */
public final class FlightOctets extends OutputStream {

    private static final byte[] RSET_LINE = {'R', 'S', 'E', 'T', '\r', '\n'};

    /** So many octets RSET and its line end take. */
    static final int RSET = RSET_LINE.length;

    /** A command with its parameters, mostly. */
    private static final int COMMAND = 96;

    private final List<String> commands = new ArrayList<>();
    private byte[] octets;
    private int length;
    private int content;

    FlightOctets() {
        octets = RSET_LINE.clone();
        length = RSET;
    }

    /** Begins anew, with room for as many commands and as much content as are to come. */
    FlightOctets begin(int expectedCommands, int expectedContent) {
        int room = RSET + expectedCommands * COMMAND + expectedContent;
        if (octets.length < room) {
            octets = Arrays.copyOf(RSET_LINE, room);
        }
        length = RSET;
        content = 0;
        commands.clear();
        return this;
    }

    /** How much it takes of the memory. */
    int room() {
        return octets.length;
    }

    /** The next command; content comes after all of them. */
    public void command(String command) {
        Dialogue.check(command);
        commands.add(command);
        byte[] text = command.getBytes(StandardCharsets.UTF_8);
        append(text, 0, text.length);
        append(RSET_LINE, RSET - 2, 2);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] more, int offset, int count) {
        append(more, offset, count);
        content += count;
    }

    private void append(byte[] more, int offset, int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(length + count, octets.length + octets.length / 2));
        }
        System.arraycopy(more, offset, octets, length, count);
        length += count;
    }

    List<String> commands() {
        return commands;
    }

    /** How many octets of content there are. */
    public int content() {
        return content;
    }

    /** As many as {@link #length}, and room behind. */
    byte[] array() {
        return octets;
    }

    int length() {
        return length;
    }
}
