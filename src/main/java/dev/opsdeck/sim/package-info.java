/**
 * A simulated Slack workspace, for the demo and for tests. It knows nothing but Slack's public wire
 * format, and its beans exist only where {@code opsdeck.sim.enabled} is true.
 */
@Configuration
@Requires(property = "opsdeck.sim.enabled", value = "true")
@NullMarked
package dev.opsdeck.sim;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
