@NullMarked
package dev.opsdeck.routine;

import org.jspecify.annotations.NullMarked;
