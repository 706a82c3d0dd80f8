// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.pace;

/**
 * Keeps one pace for all processes that send with the same login. A bean of this type is named by the option
 * {@code pace}; {@link JdbcPaceKeeper} is one that needs a database and nothing else.
 *
 * <p>Each process asks for a block of turns at once, not for each mail, and sends a mail when the time of a turn has
 * come. Turns that it does not use are lost, so a process that dies makes the rate smaller for a moment and never
 * larger. All times are taken from one clock, that of the store, and told as a time from now; the clocks of the processes do
 * not matter.
 *
 * <p>Called from several threads at once, each call in a thread of its own. No mail waits longer than {@code maxWait} for it,
 * and what takes half a minute is asked anew. What {@code reserve} throws fails the mails that wait for it, as RATE_LIMITED and retryable, before anything is connected.
 */
public interface PaceKeeper {

    /**
     * Gives the next turns.
     *
     * @param login whose pace it is: the server and the user name
     * @param demand how many turns, and the limits that they keep
     * @return the turns, or when it is worth asking again
     */
    Grant reserve(String login, Demand demand) throws Exception;

    /**
     * The server refused to serve: no process gets a turn for a second, then twice as long after each further refusal, up to
     * a minute. After that one gets a turn, to try. A pause that lasts already stays as it is.
     */
    void pause(String login) throws Exception;

    /** The server has served the process that tried, so that all get turns again. */
    void served(String login) throws Exception;
}
