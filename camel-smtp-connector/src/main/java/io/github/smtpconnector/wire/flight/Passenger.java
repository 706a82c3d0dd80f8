// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.wire.flight;

/** What waits for the line: a flight, or a sender that wants the line for a dialogue of its own. */
interface Passenger {}
