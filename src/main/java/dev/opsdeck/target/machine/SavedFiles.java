package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.Deployment;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import java.util.Arrays;
import java.util.List;

/** The files of a system's configuration, and the copies beside them that runs have saved. */
record SavedFiles(Machine machine, List<String> files) {
    static SavedFiles of(Machines machines, ManagedSystem system) {
        Deployment.Configuration configuration = system.deploy().configuration();
        if (configuration == null) {
            throw new TargetException("The catalog of " + system.name() + " names no files of configuration any more.");
        }
        return new SavedFiles(machines.of(system, configuration), configuration.files());
    }

    /** Copies each file that there is, with owner and rights; once made, a copy is never made anew. */
    int save(long run) {
        int saved = 0;
        for (String path : files) {
            RemoteFile file = new RemoteFile(machine, path);
            RemoteFile copy = copy(file, run);
            if (file.exists() && !copy.exists()) {
                file.copyTo(copy);
            }
            saved += copy.exists() ? 1 : 0;
        }
        return saved;
    }

    /**
     * Puts the copies in the places of the files.
     *
     * @throws TargetException when a copy is missing or did not arrive; then it says which
     */
    void putBack(long run) {
        List<RemoteFile> missing = files.stream()
                .map(path -> copy(new RemoteFile(machine, path), run))
                .filter(copy -> !copy.exists())
                .toList();
        if (!missing.isEmpty()) {
            throw new TargetException("Run " + run + " saved no " + missing.getFirst().path() + " on "
                    + machine.where() + ", or somebody removed it. Nothing was changed.");
        }
        for (String path : files) {
            RemoteFile file = new RemoteFile(machine, path);
            RemoteFile copy = copy(file, run);
            copy.copyTo(file);
            if (!Arrays.equals(file.read().orElse(new byte[0]), copy.read().orElse(new byte[0]))) {
                throw new TargetException(path + " on " + machine.where() + " is not what was put back. Look there.");
            }
        }
    }

    boolean anySaved(long run) {
        return files.stream()
                .anyMatch(path -> copy(new RemoteFile(machine, path), run).exists());
    }

    /** Whether every file is as that run saved it. */
    boolean asSaved(long run) {
        return files.stream().map(path -> new RemoteFile(machine, path)).allMatch(file -> {
            RemoteFile copy = copy(file, run);
            return copy.exists()
                    && Arrays.equals(file.read().orElse(new byte[0]), copy.read().orElse(new byte[0]));
        });
    }

    private static RemoteFile copy(RemoteFile file, long run) {
        return file.beside(".opsdeck-run-" + run);
    }
}
