package dev.opsdeck.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a run treats one of its steps, where that is not as usual.
 *
 * @param name by which later steps refer to it; null when none does
 * @param when null when it is always done
 * @param besides conditions that must hold, too
 * @param unlessFailed earlier steps, by index, with which it belongs together: when one of them failed, it is not done
 */
public record Conduct(
        @Nullable String name,
        @Nullable When when,
        OnFailure onFailure,
        List<When> besides,
        List<Integer> unlessFailed) {
    /** No name, no condition, stops when it fails. */
    public static final Conduct USUAL = new Conduct(null, null, OnFailure.STOP);

    public Conduct {
        besides = besides == null ? List.of() : List.copyOf(besides);
        unlessFailed = unlessFailed == null ? List.of() : List.copyOf(unlessFailed);
    }

    /** For a step by itself. */
    public Conduct(@Nullable String name, @Nullable When when, OnFailure onFailure) {
        this(name, when, onFailure, List.of(), List.of());
    }

    /** Every condition under which it is done. */
    public List<When> conditions() {
        return Stream.concat(Stream.ofNullable(when), besides.stream()).toList();
    }

    /** Whether it is the named step, or a part of it: the name of a part begins with that of the whole and a slash. */
    public boolean isCalled(String whole) {
        return name != null && (name.equals(whole) || name.startsWith(whole + "/"));
    }

    /** What happens when the step fails. */
    public enum OnFailure {
        /** The run fails; where the plan puts back, what was done is put back. */
        STOP,
        /** The run goes on with the next step. */
        CONTINUE,
        /** A person says how to go on. */
        ASK
    }

    /** A condition on how an earlier step ended. */
    public record When(String step, Result is) {}

    /** How a step ended, as conditions see it. */
    public enum Result {
        OK,
        FAILED,
        SKIPPED
    }
}
