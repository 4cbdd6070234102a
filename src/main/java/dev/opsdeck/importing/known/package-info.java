/** What the command lines of runbooks mean to the catalog: one class for each family of programs. */
@NullMarked
package dev.opsdeck.importing.known;

import org.jspecify.annotations.NullMarked;
