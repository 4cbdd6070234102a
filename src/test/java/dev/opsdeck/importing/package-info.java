@NullMarked
package dev.opsdeck.importing;

import org.jspecify.annotations.NullMarked;
