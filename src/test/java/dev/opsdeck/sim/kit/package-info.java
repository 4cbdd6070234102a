@NullMarked
package dev.opsdeck.sim.kit;

import org.jspecify.annotations.NullMarked;
