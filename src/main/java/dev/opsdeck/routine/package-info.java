/** What is done without anybody asking: monitors. */
@NullMarked
package dev.opsdeck.routine;

import org.jspecify.annotations.NullMarked;
