/** Tests of the simulated workspace, and what other tests need to use it. */
@NullMarked
package dev.opsdeck.sim;

import org.jspecify.annotations.NullMarked;
