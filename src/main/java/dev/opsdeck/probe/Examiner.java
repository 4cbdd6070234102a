package dev.opsdeck.probe;

import dev.opsdeck.catalog.ManagedSystem;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks questions side by side and judges the answers. It takes as long as the slowest of them. */
@Singleton
public final class Examiner {
    private final Probing probing;

    public Examiner(Probing probing) {
        this.probing = probing;
    }

    /** A finding for each question, worst first, in the order of the questions where they are equally bad. */
    public CompletableFuture<List<Finding>> examine(ManagedSystem system, List<Question> questions) {
        List<CompletableFuture<Finding>> findings =
                questions.stream().map(question -> examine(system, question)).toList();
        return CompletableFuture.allOf(findings.toArray(CompletableFuture[]::new))
                .thenApply(_ -> findings.stream()
                        .map(CompletableFuture::join)
                        .sorted(Comparator.comparing(Finding::level))
                        .toList());
    }

    public CompletableFuture<Finding> examine(ManagedSystem system, Question question) {
        return probing.ask(system, question.probe(), question.within())
                .thenApply(answer -> Judge.judge(question, answer));
    }
}
