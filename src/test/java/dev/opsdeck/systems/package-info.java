/** The catalogs of the five systems: what they cover, and a journey through each on real stand-ins. */
@NullMarked
package dev.opsdeck.systems;

import org.jspecify.annotations.NullMarked;
