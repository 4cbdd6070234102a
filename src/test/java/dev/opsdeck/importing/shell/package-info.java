@NullMarked
package dev.opsdeck.importing.shell;

import org.jspecify.annotations.NullMarked;
