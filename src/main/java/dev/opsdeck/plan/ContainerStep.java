package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.time.Duration;
import java.util.List;

/** A step on containers and their images. */
public sealed interface ContainerStep extends ServiceStep {
    /** What creating, renaming and removing take at most, all together. */
    Duration HANDLING = Duration.ofSeconds(60);

    @Override
    default Risk risk() {
        return Risk.CHANGE;
    }

    /** What a technology without containers answers. */
    default TargetException elsewhere() {
        return new TargetException("\"" + title() + "\" can be done with containers only.");
    }

    /**
     * Puts a new container of the same configuration in an old one's place and proves it healthy. The old one is kept,
     * stopped and under another name, until it is discarded, so undoing brings back the very same container. Leaves
     * {@code image} (what runs now) and {@code replaced-image} (what ran before), both ids of the engine.
     *
     * @param image the reference that the new one is made from
     * @param id the engine's id of that image; empty when it is not there before an earlier step fetches or builds it
     * @param together whether both run side by side until the new one is healthy; else the old one is stopped first
     * @param check what proves it healthy, as people read it, secrets masked
     * @param within how long it may take to become healthy
     */
    record Replace(
            ServiceRef service,
            Instance instance,
            String image,
            String id,
            boolean together,
            Duration stopTimeout,
            String check,
            Duration within)
            implements ContainerStep {
        /** Both of them may have to be stopped, and both awaited. */
        @Override
        public Duration timeout() {
            return stopTimeout.plus(within).multipliedBy(2).plus(HANDLING);
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Replace " + instance.name() + " by " + image + (together ? " beside it: " : " after stopping it: ")
                    + check;
        }

        @Override
        public String identity() {
            return "instance " + instance.shortId() + (id.isEmpty() ? "" : ", image " + shortened(id));
        }
    }

    /** Removes a container that was replaced. Its volumes stay, and so does its image. */
    record Discard(ServiceRef service, Instance instance) implements ContainerStep {
        @Override
        public Duration timeout() {
            return HANDLING;
        }

        /** Undoing the replacement makes it anew where it has gone. */
        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Remove the replaced " + instance.name();
        }

        @Override
        public String identity() {
            return "instance " + instance.shortId();
        }
    }

    /**
     * Removes a stopped container with what it wrote into itself. Its volumes stay.
     *
     * @param risk less for one of several copies than for the last one
     */
    record Remove(ServiceRef service, Instance instance, Risk risk) implements ContainerStep {
        @Override
        public Duration timeout() {
            return HANDLING;
        }

        @Override
        public Undo undo() {
            return Undo.NEVER;
        }

        @Override
        public String title() {
            return "Remove " + instance.name() + " (volumes stay)";
        }

        @Override
        public String identity() {
            return "instance " + instance.shortId();
        }
    }

    /**
     * Makes and starts one more container like an existing one. Undone by removing it.
     *
     * @param like whose configuration it gets
     * @param name its name
     * @param number its number within the service
     */
    record Add(ServiceRef service, Instance like, String name, int number, Duration stopTimeout)
            implements ContainerStep {
        @Override
        public Duration timeout() {
            return stopTimeout.plus(HANDLING);
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Start " + name + ", one more like " + like.name();
        }

        @Override
        public String identity() {
            return "like instance " + like.shortId();
        }
    }

    /** Fetches an image. Leaves {@code image}, the engine's id of it. */
    record FetchImage(ServiceRef service, String image, Duration timeout) implements ContainerStep {
        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Pull " + image;
        }
    }

    /**
     * Builds the service's image. Leaves {@code image}, the engine's id of it.
     *
     * @param image the name that the image gets
     * @param context the folder that it is built from
     * @param dockerfile within that folder
     */
    record BuildImage(
            ServiceRef service, String image, String context, String dockerfile, boolean cache, Duration timeout)
            implements ContainerStep {
        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Build " + image + " from " + context + (cache ? "" : " without earlier layers");
        }
    }

    /**
     * Runs one of Compose's own commands for a service, where its files matter.
     *
     * @param files in the order in which the later ones win
     * @param arguments after project and files: {@code build}, {@code pull}, their options, the service
     */
    record Compose(ServiceRef service, String project, List<String> files, List<String> arguments, Duration timeout)
            implements ContainerStep {
        public Compose {
            files = List.copyOf(files);
            arguments = List.copyOf(arguments);
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Compose: " + String.join(" ", arguments);
        }

        @Override
        public String identity() {
            return "project " + project + (files.isEmpty() ? "" : ", " + String.join(", ", files));
        }
    }

    private static String shortened(String id) {
        String hex = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
        return hex.length() > 12 ? hex.substring(0, 12) : hex;
    }
}
