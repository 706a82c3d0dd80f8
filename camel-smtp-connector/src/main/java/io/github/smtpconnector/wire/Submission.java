// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire;

import io.github.smtpconnector.email.Envelope;

/**
 * One mail to hand over, and how.
 *
 * @param envelope sender and recipients
 * @param payload the content
 * @param policy what to do when some recipients are refused
 * @param timeouts how long each step may take
 */
public record Submission(Envelope envelope, Payload payload, PartialDelivery policy, Timeouts timeouts) {}
