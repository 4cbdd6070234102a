/** Reads what people would type into a shell, and carries nothing of it out. */
@NullMarked
package dev.opsdeck.importing.shell;

import org.jspecify.annotations.NullMarked;
