/** The whole service, from a command to its end, before the simulated workspace. */
@NullMarked
package dev.opsdeck.flow;

import org.jspecify.annotations.NullMarked;
