/** What was deployed, when and by whom, and the ways forward and back. */
@NullMarked
package dev.opsdeck.release;

import org.jspecify.annotations.NullMarked;
