@NullMarked
package dev.opsdeck.sim.delivery;

import org.jspecify.annotations.NullMarked;
