// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The option that says how fast mails may follow each other. */
@UriParams
public abstract class PacingOptions extends ConnectionOptions {

    /** Less than one in a quarter of an hour is a mistake, for nobody waits so long. */
    public static final double SLOWEST = 0.001;

    @UriParam(label = "producer,pool")
    private @Nullable Double maxMessagesPerSecond;

    public @Nullable Double getMaxMessagesPerSecond() {
        return maxMessagesPerSecond;
    }

    /**
     * How many mails may go to the server in a second, evenly spaced: with 10 each waits until a tenth of a second after
     * the one before, with 0.5 two seconds. Nothing is saved up while nobody sends. Mails wait in order of arrival; one
     * whose turn would come later than maxWait fails at once and can be retried. The pace is kept over all endpoints
     * that share connections and have this option. A mail counts once, however many recipients it has. By default
     * there is no limit.
     */
    public void setMaxMessagesPerSecond(@Nullable Double maxMessagesPerSecond) {
        this.maxMessagesPerSecond = maxMessagesPerSecond;
    }
}
