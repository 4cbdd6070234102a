@NullMarked
package dev.opsdeck.target.machine;

import org.jspecify.annotations.NullMarked;
