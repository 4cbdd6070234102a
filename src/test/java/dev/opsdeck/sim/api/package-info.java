@NullMarked
package dev.opsdeck.sim.api;

import org.jspecify.annotations.NullMarked;
