// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.transaction;

import io.github.smtpconnector.wire.dialogue.Reply;
import io.github.smtpconnector.wire.flight.FlightTerms;
import io.github.smtpconnector.wire.flight.Lesson;
import io.github.smtpconnector.wire.flight.Shore;
import io.github.smtpconnector.wire.flight.Verdict;
import org.jspecify.annotations.Nullable;

/** A connection as the ferry on it sees it. */
final class ConnectionShore implements Shore {

    private final SmtpConnection connection;

    ConnectionShore(SmtpConnection connection) {
        this.connection = connection;
    }

    @Override
    public boolean isUsable() {
        return connection.isUsable();
    }

    @Override
    public boolean mayEndNow() {
        return connection.mayEndNow();
    }

    @Override
    public @Nullable Verdict refuses(boolean alone) {
        if (!connection.isUsable()) {
            return Verdict.unwritten(
                    UndeliveredException.onABrokenLine(connection).failure(), false);
        }
        if (connection.takesNoMore()) {
            return Verdict.unwritten(
                    UndeliveredException.after(connection.maxMails()).failure(), true);
        }
        boolean cautious = alone && (connection.needsProof() || connection.needsReset());
        return cautious || !connection.chunks().areUsed() ? Verdict.STEPWISE : null;
    }

    @Override
    public FlightTerms board(boolean alone) {
        Passage passage = connection.passage();
        connection.beginTransaction();
        return new FlightTerms(
                !alone, connection.habits().takesChunks(), passage.before(), passage.busy(), passage.begun());
    }

    @Override
    public void landed(Verdict verdict, @Nullable FlightTerms terms) {
        if (terms != null) {
            learn(verdict, terms);
        }
        connection.endTransaction(terms != null, verdict.inOrder());
    }

    private void learn(Verdict verdict, FlightTerms terms) {
        Passage passage = new Passage(connection.habits(), terms.before(), terms.busy(), terms.begun());
        for (Lesson lesson : verdict.lessons()) {
            learn(lesson, passage);
        }
        for (int i = 0; i < verdict.refusals(); i++) {
            connection.refused();
        }
        if (verdict.closing() != null) {
            connection.closing(verdict.closing());
        }
    }

    private void learn(Lesson lesson, Passage passage) {
        switch (lesson) {
            case RESET_DONE -> connection.resetDone();
            case MAIL_ANSWERED -> passage.answered();
            case SENDER_TAKEN -> passage.wentOn();
            case LEFT_AT_MAIL -> passage.leftAtMail();
            case HUNG_UP -> connection.habits().hungUp();
            case CHUNK_TAKEN -> connection.habits().chunkTaken();
            case CHUNK_REFUSED -> connection.chunks().refused();
            case CHUNKS_UNKNOWN -> connection.habits().refusesChunks();
            case LEAVE_RESET -> connection.leaveReset();
        }
    }

    @Override
    public void abandon() {
        connection.abort();
    }

    @Override
    public @Nullable Reply closing() {
        return connection.closing();
    }

    @Override
    public long now() {
        return connection.now();
    }
}
