@NullMarked
package dev.opsdeck.backup;

import org.jspecify.annotations.NullMarked;
