package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service of a system.
 *
 * @param name unique within its system
 * @param dependsOn names of services of the same system that this one needs
 * @param container the container's name where the compose labels do not tell; else null
 * @param health null when only the engine's own health status is known
 * @param stopTimeout how long it gets to end by itself before it is killed
 * @param attempts how often a step on it is tried at most, 1 for never again
 * @param process how to start it where the runtime is {@code process}; else null
 * @param envFile what containers that are made anew get their variables from, besides what they had; null for none
 * @param build how its image is built; null where nothing is, or Compose knows
 */
@Doc("A part of the system that runs by itself.")
public record Service(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,

        @Doc("Services of this system that it needs; they start before it.") @RefersTo(RefersTo.Declared.SERVICE)
        List<String> dependsOn,

        @Doc("Name of its container, or of its Compose service or workload where that differs from the service's name.")
        @Nullable
        String container,

        @Nullable Health health,

        @Doc("How long it gets to end by itself before it is killed.") @Default("10s")
        Duration stopTimeout,

        @Doc("How often a step on it is tried at most; 1 means never again.") @Default("1") @Range(min = 1, max = 10)
        int attempts,

        @Nullable LocalProcess process,

        @Nullable Build build,

        @Doc("Environment file on opsdeck's machine: a container that is made anew gets what it says then.") @Nullable
        String envFile) {

    /**
     * How its image is built where no Compose file says so.
     *
     * @param context folder; a relative one starts at the catalog's
     * @param dockerfile within the context
     */
    @Doc("How its image is built where no Compose file says so; the context alone is enough.")
    public record Build(
            @Doc("Folder that the image is built from; a relative one starts at the catalog's.") @ShortForm
            String context,

            @Doc("The Dockerfile within that folder.") @Default("Dockerfile")
            String dockerfile) {}

    /**
     * A process that opsdeck supervises itself. Arguments and values may hold secrets, so only names are printed.
     *
     * @param command program and arguments, never a shell string
     * @param directory working directory, or null for the catalog's
     */
    @Doc("How to start the service where the runtime is process.")
    public record LocalProcess(
            @Doc("Program and arguments; no shell reads them.") @NotEmpty
            List<String> command,

            @Doc("Working directory; the catalog's folder when left out.") @Nullable
            String directory,

            @Doc("Environment variables on top of opsdeck's own.")
            Map<String, String> environment) {
        @Override
        public String toString() {
            return "LocalProcess[arguments=" + command.size() + ", environment=" + environment.keySet() + "]";
        }
    }
}
