/** One class per use case: the only place where the features meet. */
@NullMarked
package dev.opsdeck.flow;

import org.jspecify.annotations.NullMarked;
