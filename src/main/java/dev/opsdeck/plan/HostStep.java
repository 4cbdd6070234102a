package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step on what the catalog looks after on hosts and inside of containers. */
public sealed interface HostStep extends Step {
    /** Enough to write a file over a slow line, to test a configuration, and to see what comes of it. */
    Duration SOON = Duration.ofMinutes(1);

    @Override
    default Duration timeout() {
        return SOON;
    }

    @Override
    default Risk risk() {
        return Risk.CHANGE;
    }

    @Override
    default Undo undo() {
        return Undo.BACK;
    }

    /** What it is about, by its name in the catalog. */
    String name();

    @Override
    default String subject() {
        return system() + "/" + name();
    }

    /**
     * Runs a program of the catalog.
     *
     * @param where the host or container, for people
     * @param line program and arguments as people may read them
     * @param back whether the catalog says how to take it back
     */
    record RunProgram(
            String system,
            String name,
            Map<String, String> values,
            String where,
            String line,
            boolean back,
            Risk risk,
            Duration within)
            implements HostStep {
        @Override
        public Duration timeout() {
            return within.plusSeconds(10);
        }

        @Override
        public Undo undo() {
            return back ? Undo.BACK : HostStep.never(risk);
        }

        @Override
        public String title() {
            return "Run " + line + " on " + where;
        }
    }

    private static Undo never(Risk risk) {
        return risk == Risk.READ ? Undo.NOTHING : Undo.NEVER;
    }

    /** Tests a configuration and has it read anew. */
    record ReloadServer(String system, String name, String where) implements HostStep {
        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Test the configuration of " + name + " on " + where + " and have it read anew";
        }
    }

    /**
     * Writes or removes a deny line, tests the configuration, and has it read anew; the file is put back by itself
     * when the test fails.
     *
     * @param address in the one form that there is of it
     * @param until when it is let in again by itself; null for when somebody does it
     */
    record BlockAddress(
            String system,
            String name,
            String where,
            String file,
            String address,
            boolean blocked,
            @Nullable Instant until)
            implements HostStep {
        private static final DateTimeFormatter MINUTE =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

        @Override
        public String title() {
            return (blocked ? "Block " : "Let in ") + address + " in " + file + " of " + name + " on " + where
                    + ", test the configuration and have it read anew"
                    + (until == null ? "" : "; let in again by itself at " + MINUTE.format(until));
        }
    }

    /**
     * Turns a maintenance page on or off and sees it from outside.
     *
     * @param file the flag, or what the configuration includes
     * @param url what must answer 503 or {@code expect}, as people may read it
     */
    record SwitchMaintenance(String system, String name, String where, String file, boolean on, String url, int expect)
            implements HostStep {
        @Override
        public String title() {
            return "Turn the maintenance page of " + name + (on ? " on" : " off") + " (" + file + " on " + where
                    + "), then GET " + url + " answers " + (on ? 503 : expect);
        }
    }

    /** Runs what renews a certificate. */
    record RunRenewal(String system, String name, String where, String line, Duration within) implements HostStep {
        @Override
        public Duration timeout() {
            return within.plusSeconds(10);
        }

        /** The one before stays valid until its own end. */
        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Renew the certificate " + name + ": run " + line + " on " + where;
        }
    }

    /** Sees that a certificate is served that was not before the run. */
    record AwaitCertificate(String system, String name, String serves, String serverName) implements HostStep {
        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "See that " + serves + " shows a new certificate for " + serverName;
        }
    }

    /**
     * Stands before {@link ReplaceSecret}, so that it is put back after it: has the services come to know the old secret
     * again.
     */
    record ReturnToSecret(String system, String name, List<String> services, boolean recreate) implements HostStep {
        public ReturnToSecret {
            services = List.copyOf(services);
        }

        @Override
        public Duration timeout() {
            return Duration.ofMinutes(30);
        }

        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "If anything fails from here on: back to the old " + name + ", and "
                    + (recreate ? "make " : "restart ") + String.join(", ", services)
                    + (recreate ? " anew with it" : " with it");
        }
    }

    /**
     * Writes a new secret into its file; the old one stays beside it.
     *
     * @param key the variable; empty when the file holds nothing but the secret
     * @param policy what the new one is made of, for people
     */
    record ReplaceSecret(String system, String name, String where, String file, String key, String policy)
            implements HostStep {
        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public String title() {
            return "Write a new " + name + " (" + policy + ") into " + (key.isEmpty() ? "" : key + " of ") + file
                    + " on " + where + "; the old one is kept beside it";
        }
    }

    /** Removes the old secret; only now that all that use it are healthy with the new one. */
    record ForgetSecret(String system, String name, String where, String file) implements HostStep {
        @Override
        public Undo undo() {
            return Undo.NEVER;
        }

        @Override
        public String title() {
            return "Remove the old " + name + " that is kept beside " + file + " on " + where;
        }
    }

    /**
     * Has logrotate rotate what is due.
     *
     * @param file its configuration
     */
    record RunLogrotate(String system, String name, String where, String file) implements HostStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(10);
        }

        /** What was written is kept in other files. */
        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Run logrotate " + file + " on " + where;
        }
    }

    /**
     * Copies a log that is being written and empties it.
     *
     * @param keep how many copies stay
     */
    record CopyTruncate(String system, String name, String where, String file, int keep) implements HostStep {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(10);
        }

        /** What was written is kept in another file. */
        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Copy " + file + " on " + where + " and empty it; the newest " + keep + " copies are kept";
        }
    }
}
