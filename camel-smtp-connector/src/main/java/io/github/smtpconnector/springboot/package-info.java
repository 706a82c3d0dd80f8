// SPDX-License-Identifier: Apache-2.0
/**
 * Spring Boot's side: lets {@code camel.component.smtp-connector.*} of the environment reach the component. Only this
 * package uses Spring, and no other package uses it; without Spring Boot it is not loaded.
 */
@NullMarked
package io.github.smtpconnector.springboot;

import org.jspecify.annotations.NullMarked;
