package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.Examiner;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Level;
import dev.opsdeck.probe.Questions;
import dev.opsdeck.routine.ChecklistStore;
import dev.opsdeck.routine.OpenChecklist;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes the checks of a checklist, which tick themselves where they find all well. */
@Singleton
final class ChecklistChecks implements Timer {
    static final String TASK = "checklist-checks";

    private final ChecklistStore store;
    private final Checklists checklists;
    private final Examiner examiner;
    private final LiveCatalog catalog;
    private final Jdbi jdbi;
    private final Clock clock;

    ChecklistChecks(
            ChecklistStore store,
            Checklists checklists,
            Examiner examiner,
            LiveCatalog catalog,
            Jdbi jdbi,
            Clock clock) {
        this.store = store;
        this.checklists = checklists;
        this.examiner = examiner;
        this.catalog = catalog;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return TASK;
    }

    /** What came of an item's check. */
    private record Result(Level level, String words) {}

    @Override
    public Optional<Instant> due(long id) {
        OpenChecklist list = jdbi.withHandle(handle -> store.find(handle, id)).orElseThrow();
        ManagedSystem system = catalog.current().systems().get(list.system());
        Map<Integer, CompletableFuture<Result>> asked = new LinkedHashMap<>();
        list.items().stream()
                .filter(item -> item.check() != null && item.state() != OpenChecklist.State.DONE)
                .forEach(item -> asked.put(item.position(), ask(system, Objects.requireNonNull(item.check()))));
        Map<Integer, Result> results = new LinkedHashMap<>();
        asked.forEach((position, result) -> results.put(position, result.join()));
        jdbi.useTransaction(tx -> {
            store.lock(tx, id);
            Instant now = clock.instant();
            results.forEach((position, result) -> store.checked(tx, id, position, result.level(), result.words(), now));
            checklists.show(tx, id);
        });
        return Optional.empty();
    }

    private CompletableFuture<Result> ask(@Nullable ManagedSystem system, String check) {
        var questions = system == null ? null : Questions.named(system, check).orElse(null);
        if (system == null || questions == null || questions.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Result(Level.UNKNOWN, "The catalog has no such check any more, or nothing to ask."));
        }
        return examiner.examine(system, questions).thenApply(ChecklistChecks::result);
    }

    private static Result result(List<Finding> worstFirst) {
        Finding worst = worstFirst.getFirst();
        long bad = worstFirst.stream()
                .filter(finding -> finding.level().needsAttention())
                .count();
        if (worstFirst.size() == 1) {
            return new Result(worst.level(), worst.statement());
        }
        return bad == 0
                ? new Result(worst.level(), "All " + worstFirst.size() + " are fine.")
                : new Result(
                        worst.level(),
                        bad + " of " + worstFirst.size() + " need a look; " + worst.subject() + ": "
                                + worst.statement());
    }
}
