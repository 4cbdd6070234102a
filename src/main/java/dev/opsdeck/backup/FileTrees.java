package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackedUp;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.target.LocalPrograms;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds where the folders and files are that the catalog backs up. */
@Singleton
final class FileTrees {
    private static final String ROOT = "/";

    private final ContainerPrograms containers;
    private final LocalPrograms local;

    FileTrees(ContainerPrograms containers, LocalPrograms local) {
        this.containers = containers;
        this.local = local;
    }

    /** @throws TargetException when the catalog names no such folder or files any more */
    FileTree of(ManagedSystem system, String source) {
        BackupSource found = system.backupSources().get(source);
        if (found instanceof BackedUp backedUp && backedUp.redis() == null) {
            return of(system, backedUp);
        }
        throw new TargetException("The catalog does not name the files " + source + " any more.");
    }

    private FileTree of(ManagedSystem system, BackedUp source) {
        String service = source.service();
        Place place = service == null ? new Place.Local(local, "") : new Place.Container(containers, system, service);
        return new FileTree(
                place,
                source.directory() == null ? "the files of " + source.name() : source.directory(),
                source.directory() != null,
                paths(source));
    }

    /**
     * The absolute paths of it.
     *
     * @throws TargetException when one is none
     */
    static List<String> paths(BackedUp source) {
        List<String> paths = source.directory() == null ? source.files() : List.of(source.directory());
        for (String path : paths) {
            if (!path.startsWith(ROOT) || path.indexOf('\0') >= 0) {
                throw new TargetException(
                        "\"" + path + "\" in the catalog is not an absolute path; write it from / on.");
            }
        }
        return paths.stream().map(FileTrees::plain).toList();
    }

    private static String plain(String path) {
        String plain = path.replaceAll("/+", ROOT);
        return plain.length() > 1 && plain.endsWith(ROOT) ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** @throws TargetException when a restore could not be done there, with why */
    void mayBeRestored(ManagedSystem system, BackedUp source) {
        if (paths(source).contains(ROOT)) {
            throw new TargetException("All files of a machine cannot be swapped while it runs. Name folders instead.");
        }
        String service = source.service();
        if (service != null) {
            int running = running(system, service);
            if (running != 1) {
                throw new TargetException(
                        running == 0
                                ? "No container of " + service + " is running, so nothing can be put into it. Start it,"
                                        + " then give the command again."
                                : running + " containers of " + service + " run, each with files of its own. Scale it"
                                        + " to 1, then give the command again.");
            }
        }
    }

    private int running(ManagedSystem system, String service) {
        try {
            return containers.running(system, service);
        } catch (ProbeException e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        }
    }
}
