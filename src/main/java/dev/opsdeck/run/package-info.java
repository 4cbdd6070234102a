/** The run of a plan: its journal in PostgreSQL, the worker that executes it, the locks it holds, its outputs. */
@NullMarked
package dev.opsdeck.run;

import org.jspecify.annotations.NullMarked;
