@NullMarked
package dev.opsdeck.command;

import org.jspecify.annotations.NullMarked;
