package dev.opsdeck.target.machine;

import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.program.ProgramFault;
import java.util.function.Supplier;

/** Turns what went wrong into outcomes: what surely was not done has failed, the rest is for the inspector. */
final class HostActs {
    private HostActs() {}

    /** @param tried what was to be done, as in "Could not block the address" */
    static Outcome acting(String tried, Supplier<Outcome> act) {
        try {
            return act.get();
        } catch (ProgramFault e) {
            return new Outcome.Unknown("Could not " + tried + ". " + e.getMessage());
        } catch (TargetException e) {
            return new Outcome.Failed("Could not " + tried + ". " + e.getMessage(), false);
        }
    }

    /** For looking: a connection that breaks says nothing. */
    static <T> T looking(Supplier<T> look) {
        try {
            return look.get();
        } catch (ProgramFault e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        }
    }
}
