/** How the simulated workspace reaches the bot: signed HTTP requests or Socket Mode envelopes. */
@NullMarked
package dev.opsdeck.sim.delivery;

import org.jspecify.annotations.NullMarked;
