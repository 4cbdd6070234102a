@NullMarked
package dev.opsdeck.target;

import org.jspecify.annotations.NullMarked;
