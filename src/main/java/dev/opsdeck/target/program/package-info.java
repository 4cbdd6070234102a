/** What every technology that runs programs says about them. */
@NullMarked
package dev.opsdeck.target.program;

import org.jspecify.annotations.NullMarked;
