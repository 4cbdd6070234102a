package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.target.LocalPrograms;
import dev.opsdeck.target.Piped;
import dev.opsdeck.target.PipedEnd;
import java.time.Duration;

/** Where programs run. */
sealed interface Place {
    PipedEnd run(Piped piped, Duration limit);

    /** What is to be typed to run the program there. */
    String program(String name);

    /** Ends what somebody else, who is no more, has started there under that mark. */
    void end(String mark);

    /**
     * The machine that opsdeck runs on.
     *
     * @param folder where the programs are; empty for where the path says
     */
    record Local(LocalPrograms programs, String folder) implements Place {
        @Override
        public PipedEnd run(Piped piped, Duration limit) {
            return programs.pipe(piped);
        }

        @Override
        public String program(String name) {
            return folder.isEmpty() ? name : folder + "/" + name;
        }

        @Override
        public void end(String mark) {
            programs.end(mark);
        }
    }

    /** The container of a service. */
    record Container(ContainerPrograms programs, ManagedSystem system, String service) implements Place {
        @Override
        public PipedEnd run(Piped piped, Duration limit) {
            return programs.pipe(system, service, piped, limit);
        }

        @Override
        public String program(String name) {
            return name;
        }

        @Override
        public void end(String mark) {
            try {
                programs.end(system, service, mark);
            } catch (ProbeException e) {
                throw new TargetException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}
