package dev.opsdeck.catalog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog in force. It follows its files; a change that is broken leaves the catalog before it in force until the
 * files are put right.
 */
public final class LiveCatalog implements AutoCloseable {
    /** Soon enough for somebody who edits and then types; a look costs the reading of a few small files. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(LiveCatalog.class);

    private final Path folder;
    private final Function<String, Optional<String>> environment;
    private final List<BiConsumer<Catalog, Catalog>> reloadListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Problem>>> rejectionListeners = new CopyOnWriteArrayList<>();
    private final FolderWatch watch;
    private volatile State state;

    private LiveCatalog(
            Path folder,
            Function<String, Optional<String>> environment,
            Catalog first,
            String seen,
            Duration interval) {
        this.folder = folder;
        this.environment = environment;
        this.state = new State(first, List.of());
        this.watch = new FolderWatch(folder, seen, interval, this::changed);
    }

    /**
     * What is in force and what keeps a newer one from it.
     *
     * @param problems of the files as they are now; empty when they are what is in force
     */
    public record State(Catalog catalog, List<Problem> problems) {
        /** Whether the files as they are now are in force. */
        public boolean isUpToDate() {
            return problems.isEmpty();
        }
    }

    /** The folder has no catalog that could be used. */
    public static final class BrokenCatalogException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        BrokenCatalogException(Path folder, List<Problem> problems) {
            super("The catalog in " + folder + " cannot be used. Put this right and start again:\n"
                    + String.join("\n", problems.stream().map(Problem::toString).toList()));
            this.problems = problems;
        }

        /** Everything that must be put right. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * Loads the catalog and follows its files until closed.
     *
     * @param environment looks up a setting by its name
     * @throws BrokenCatalogException when the files have problems
     */
    public static LiveCatalog open(Path folder, Function<String, Optional<String>> environment) {
        return open(folder, environment, INTERVAL);
    }

    static LiveCatalog open(Path folder, Function<String, Optional<String>> environment, Duration interval) {
        // Before the files are read: what changes in between is then seen as a change.
        String seen = FolderWatch.fingerprint(folder);
        return switch (CatalogLoader.load(folder, environment)) {
            case CatalogLoader.Loaded(Catalog catalog, List<Problem> warnings) -> {
                warn(warnings);
                LiveCatalog live = new LiveCatalog(folder, environment, catalog, seen, interval);
                live.watch.start();
                yield live;
            }
            case CatalogLoader.Rejected(List<Problem> problems) -> throw new BrokenCatalogException(folder, problems);
        };
    }

    /** The catalog in force. Who needs several answers that fit together asks once and keeps it. */
    public Catalog current() {
        return state.catalog();
    }

    /** For health reports. */
    public State state() {
        return state;
    }

    /** Is called with the old and the new catalog after each change that is in force now. */
    public void onReload(BiConsumer<Catalog, Catalog> listener) {
        reloadListeners.add(listener);
    }

    /** Is called with all problems after each change that cannot be used. */
    public void onRejected(Consumer<List<Problem>> listener) {
        rejectionListeners.add(listener);
    }

    private void changed() {
        switch (CatalogLoader.load(folder, environment)) {
            case CatalogLoader.Loaded(Catalog next, List<Problem> warnings) -> {
                warn(warnings);
                accept(next);
            }
            case CatalogLoader.Rejected(List<Problem> problems) -> reject(problems);
        }
    }

    private static void warn(List<Problem> warnings) {
        warnings.forEach(warning -> LOG.warn("In the catalog: {}", warning));
    }

    private void accept(Catalog next) {
        Catalog old = state.catalog();
        state = new State(next, List.of());
        if (!old.checksum().equals(next.checksum())) {
            reloadListeners.forEach(listener -> guarded(() -> listener.accept(old, next)));
        }
    }

    private void reject(List<Problem> problems) {
        if (!state.problems().equals(problems)) {
            state = new State(state.catalog(), problems);
            rejectionListeners.forEach(listener -> guarded(() -> listener.accept(problems)));
        }
    }

    /** A listener that fails must not keep the others from hearing, nor end the watch. */
    private static void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("A change of the catalog could not be passed on", e);
        }
    }

    /** Stops following the files; the catalog in force stays readable. */
    @Override
    public void close() {
        watch.close();
    }
}
