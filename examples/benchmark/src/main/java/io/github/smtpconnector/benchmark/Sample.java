// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.benchmark;

import io.github.smtpconnector.benchmark.client.Contender;

/**
 * One client in one cell for one round.
 *
 * @param problem why the figures must not be used, empty if they may be
 */
public record Sample(Cell cell, Contender contender, int round, Figures client, Figures sink, String problem) {

    static Sample of(Cell cell, Contender contender, int round, String answer, Figures sink) {
        if (answer.startsWith("FAILED ")) {
            return new Sample(cell, contender, round, Figures.none(), sink, answer.substring("FAILED ".length()));
        }
        Figures client = Figures.parse(answer);
        return new Sample(cell, contender, round, client, sink, problem(cell, client, sink));
    }

    private static String problem(Cell cell, Figures client, Figures sink) {
        double sent = client.get("sent");
        double recipients = sent * cell.payload().recipients().size();
        if (sink.get("received") != sent) {
            return "sent " + sent + " mails, " + sink.get("received") + " arrived";
        }
        if (sink.get("recipients") != recipients) {
            return "sent to " + recipients + " recipients, " + sink.get("recipients") + " arrived";
        }
        if (sink.get("smallest") < cell.payload().leastOctets()) {
            return "a mail of " + sink.get("smallest") + " octets arrived, its parts are larger";
        }
        return sink.get("refused") == 0 ? "" : "the server refused " + sink.get("refused") + " commands";
    }

    /** The same with how the client was warmed up before. */
    Sample after(WarmUp warmUp) {
        Figures more = client.with("warmups", warmUp.runs()).with("steady", warmUp.steady() ? 1 : 0);
        if (warmUp.runs() > 0) {
            more = more.with("compiler", warmUp.compiler());
        }
        return new Sample(cell, contender, round, more, sink, problem);
    }

    public boolean failed() {
        return !problem.isEmpty();
    }
}
