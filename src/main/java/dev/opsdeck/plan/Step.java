package dev.opsdeck.plan;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.opsdeck.catalog.Risk;
import java.time.Duration;

/**
 * One thing that is done and checked as a whole. Holds no secrets: it is stored and shown. Stored under its record's
 * name, so a record must not be renamed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
public sealed interface Step
        permits ServiceStep,
                HostStep,
                ReleaseStep,
                FlowStep,
                DatabaseStep,
                CacheStep,
                QueueStep,
                BackupStep,
                EngineStep,
                CodeStep {
    /** The system it is about. */
    String system();

    /** How long it may take in all, retries not counted. */
    Duration timeout();

    /** How often it is tried at most. */
    default int attempts() {
        return 1;
    }

    /** Whether beginning it again and again after crashes costs nothing, so that nobody has to be asked about it. */
    default boolean mayAlwaysBeginAgain() {
        return false;
    }

    Risk risk();

    /** Whether what it does can be put back when something after it fails. */
    default Undo undo() {
        return risk() == Risk.READ ? Undo.NOTHING : Undo.NEVER;
    }

    /** What the audit trail calls the thing that it is about. */
    default String subject() {
        return system();
    }

    /** One line for people, without formatting. */
    String title();

    /** What tells it from another step with the same title, such as the ids of what it touches; empty for nothing. */
    default String identity() {
        return "";
    }
}
