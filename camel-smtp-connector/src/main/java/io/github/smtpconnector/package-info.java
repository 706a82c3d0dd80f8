// SPDX-License-Identifier: Apache-2.0
/**
 * Camel's side of the connector, and the map of the house. A mail goes this way:
 *
 * <pre>
 * URI → SmtpConfiguration → SmtpEndpoint → SmtpProducer
 *     → EmailReader → Email             what to send           email
 *     → MimeRenderer → RenderedMessage  how it is written      mime
 *     → ConnectionPool → Lease          who holds the line     pool
 *     → SmtpConnection                  how the line speaks    wire
 *     → SendResult | SmtpConnectorException  what came of it   outcome
 *     → ResultWriter → headers
 * </pre>
 *
 * Each package imports only what stands to its left in {@code outcome, email, mime, wire, pool, (this one)}. Only this
 * one knows Camel.
 */
@NullMarked
package io.github.smtpconnector;

import org.jspecify.annotations.NullMarked;
