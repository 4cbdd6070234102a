/** The state of the simulated workspace: people, channels, messages, views, files. */
@NullMarked
package dev.opsdeck.sim.workspace;

import org.jspecify.annotations.NullMarked;
