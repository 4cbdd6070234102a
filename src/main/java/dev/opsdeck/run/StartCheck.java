package dev.opsdeck.run;

import java.time.Instant;
import java.util.List;

/** Decides, just before a run starts, whether it may: the plan is made again and every consent is checked again. */
public interface StartCheck {
    Verdict check(Run run);

    /** The answer. */
    sealed interface Verdict {
        /** Not yet: it is approved for a time that is still to come. */
        record Later(Instant at) implements Verdict {}

        /** Start. */
        record Go() implements Verdict {}

        /**
         * Do not start: it is not what was approved any more.
         *
         * @param drift what differs, a line each; may be empty when it is not the plan that changed
         */
        record Void(String reason, List<String> drift) implements Verdict {}

        /** Do not start: it cannot be checked now. Nothing was changed. */
        record Fail(String reason) implements Verdict {}
    }
}
