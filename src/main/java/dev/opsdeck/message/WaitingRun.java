package dev.opsdeck.message;

import dev.opsdeck.approval.Approval;
import dev.opsdeck.run.Run;

/** A run that cannot start before people agree, as it stands in a list; its card shows more ({@link RunView}). */
public record WaitingRun(Run run, Approval approval) {}
