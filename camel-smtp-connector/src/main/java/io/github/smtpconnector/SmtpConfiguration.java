// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector;

import io.github.smtpconnector.options.AllOptions;
import org.apache.camel.spi.UriParams;

/**
 * Every option of the connector, inherited in the order in which a person needs them. A bean for Camel to fill: the
 * component holds the defaults, and each endpoint has a copy. The options are checked when the endpoint is made, and
 * checked again and frozen when it starts.
 */
@UriParams
public class SmtpConfiguration extends AllOptions implements Cloneable {

    /** An independent configuration with the same options. */
    public SmtpConfiguration copy() {
        try {
            return (SmtpConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("this class is Cloneable", e);
        }
    }
}
