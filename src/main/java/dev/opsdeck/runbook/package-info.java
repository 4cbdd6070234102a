/** Runbooks: what their steps become in a plan, and how those steps are done that belong to no technology. */
@org.jspecify.annotations.NullMarked
package dev.opsdeck.runbook;
