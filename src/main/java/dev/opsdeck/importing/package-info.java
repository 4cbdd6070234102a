/** Makes a draft of a catalog of a Markdown runbook. Nothing that the runbook says is ever carried out. */
@NullMarked
package dev.opsdeck.importing;

import org.jspecify.annotations.NullMarked;
