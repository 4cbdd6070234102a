/** The simulated Web API: one handler per method family, with limits, faults and a call log. */
@NullMarked
package dev.opsdeck.sim.api;

import org.jspecify.annotations.NullMarked;
