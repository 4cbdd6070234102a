/** Who is on call, and pages that wait to be acknowledged. */
@NullMarked
package dev.opsdeck.oncall;

import org.jspecify.annotations.NullMarked;
