/** What exactly will happen: an immutable plan of typed steps, its risk, its blast radius and a digest over all of that. */
@NullMarked
package dev.opsdeck.plan;

import org.jspecify.annotations.NullMarked;
