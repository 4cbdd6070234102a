/** The {@code /ops} grammar: text in, a sealed {@link dev.opsdeck.command.Command} or a usage answer out. */
@NullMarked
package dev.opsdeck.command;

import org.jspecify.annotations.NullMarked;
