// SPDX-License-Identifier: Apache-2.0
/**
 * The connector as Camel sees it: component, endpoint, producer, and the names a route uses. A mail goes this way:
 *
 * <pre>
 * URI → SmtpConfiguration → SmtpEndpoint → SmtpProducer
 *     → EmailReader → OutgoingMail      what to send           input
 *     → MimeRenderer → RenderedMessage  how it is written      mime
 *     → Attempt → Mailer                who has it already     sending
 *     → ConnectionPool → Lease          who holds the line     pool
 *     → SmtpConnection                  how the line speaks    wire
 *     → SendResult | SmtpConnectorException  what came of it   outcome
 *     → ResultWriter → headers                                 result
 * </pre>
 *
 * A room of the house imports only what stands to its left:
 *
 * <pre>
 * outcome ← email ← mime ← wire ← pool ← sending ← input ← settings ← (this one) ← dsl, springboot
 *
 * beside it:     headers, html, ledger (after outcome) · pace ← turns (before pool) · options, spool (after email) · smime (after mime) · oauth (after wire)
 *                result, monitoring (after sending)
 * inside wire:   dialogue ← tls, login ← proxy ← transaction ← wire
 * </pre>
 *
 * <p>Promised are the public types here, in {@code outcome}, {@code email}, {@code ledger}, {@code dsl} and {@code springboot}, the
 * values of options in {@code options}, and the keeper of the pace in {@code pace}. All else may change.
 */
@NullMarked
package io.github.smtpconnector;

import org.jspecify.annotations.NullMarked;
