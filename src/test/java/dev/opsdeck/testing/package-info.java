/** What tests share: a real database, clocks that stand still, engines. */
@NullMarked
package dev.opsdeck.testing;

import org.jspecify.annotations.NullMarked;
