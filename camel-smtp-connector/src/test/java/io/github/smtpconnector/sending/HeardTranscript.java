// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.sending;

import io.github.smtpconnector.wire.dialogue.Transcript;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what the protocol log shows, once somebody wants to hear it. */
final class HeardTranscript implements Transcript {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ProtocolLog log = new ProtocolLog();
    private @Nullable Consumer<String> listener;

    List<String> lines() {
        return lines;
    }

    void tell(Consumer<String> hearing) {
        listener = hearing;
    }

    @Override
    public boolean isOn() {
        return listener != null || log.isOn();
    }

    @Override
    public void line(String text) {
        log.line(text);
        if (listener != null) {
            lines.add(text);
            listener.accept(text);
        }
    }
}
