@NullMarked
package dev.opsdeck.runbook;

import org.jspecify.annotations.NullMarked;
