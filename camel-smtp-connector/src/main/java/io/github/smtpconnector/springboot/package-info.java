// SPDX-License-Identifier: Apache-2.0
/**
 * Spring Boot's side: lets {@code camel.component.smtp-connector.*} of the environment reach the component. Only this
 * package knows Spring and nothing knows this package; without Spring Boot nobody loads it.
 */
@NullMarked
package io.github.smtpconnector.springboot;

import org.jspecify.annotations.NullMarked;
