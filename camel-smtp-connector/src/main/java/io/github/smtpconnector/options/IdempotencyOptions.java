// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.options;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that say how a mail is sent once, whatever happens to who sends it. */
@UriParams
public abstract class IdempotencyOptions extends PacingOptions {

    @UriParam(label = "producer,idempotency")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(label = "producer,idempotency", defaultValue = "FAIL")
    private Uncertain uncertain = Uncertain.FAIL;

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Where it is remembered which mails were sent: a bean, such as a JdbcMessageIdRepository. Every mail then needs the
     * header CamelSmtpConnectorIdempotencyKey, and a mail whose key was accepted by the server before is not sent again.
     * It is started with the endpoint and stopped with the Camel context. What it forgets is sent again.
     */
    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public Uncertain getUncertain() {
        return uncertain;
    }

    /**
     * What to do when an earlier attempt with the same idempotency key was interrupted or never answered, so that nobody
     * knows whether the mail was delivered. FAIL: it is not sent, and the attempt fails as uncertain, until somebody has
     * decided. RESEND: it is sent again with the same Message-ID, which may make a second copy; an attempt that another
     * process is making at this moment looks the same.
     */
    public void setUncertain(Uncertain uncertain) {
        this.uncertain = uncertain;
    }
}
