package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Next;
import dev.opsdeck.message.OverviewCard;
import dev.opsdeck.message.ReadingCard;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.ReadingStore;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks a probe, or several side by side, for somebody who may, and shows what came of it to that person. */
@Singleton
final class Asking {
    private final Probing probing;
    private final ReadingStore store;
    private final Readings readings;
    private final Policy policy;
    private final Denials denials;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    Asking(
            Probing probing,
            ReadingStore store,
            Readings readings,
            Policy policy,
            Denials denials,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.probing = probing;
        this.store = store;
        this.readings = readings;
        this.policy = policy;
        this.denials = denials;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    /**
     * What is asked, and of what.
     *
     * @param action the command's word
     * @param service null when it concerns the system as a whole
     * @param name full name of what is asked
     */
    record Subject(
            String action, ManagedSystem system, @Nullable String service, String name) {
        Action access(Caller caller) {
            ServiceRef ref = service == null ? null : new ServiceRef(system.name(), service);
            return new Action(
                    action, Risk.READ, system.name(), ref, caller.request().channelName());
        }
    }

    /** One question, under the word by which people ask it. */
    record Question(String word, Probe probe, Duration within) {
        static Question of(String word, Probe probe) {
            return new Question(word, probe, Probing.PATIENCE);
        }
    }

    /** @param csv whether the rows come as a file, too */
    Reply one(Caller caller, Subject subject, Question question, boolean csv, List<Next> next) {
        String title = subject.name() + "  ·  " + question.word();
        return allowed(caller, subject, () -> probing.ask(subject.system(), question.probe(), question.within())
                .thenApply(answer -> {
                    String stored = stored(subject, title, answer);
                    if (csv && stored != null) {
                        readings.post(stored, caller.request().channel());
                    }
                    return ReadingCard.of(title, answer, clock.instant(), stored, next);
                }));
    }

    /** All at the same time; it takes as long as the slowest. */
    Reply several(Caller caller, Subject subject, List<Question> questions, List<Next> next) {
        return allowed(caller, subject, () -> {
            List<Map.Entry<String, CompletableFuture<Answer>>> asked = new ArrayList<>();
            for (Question question : questions) {
                asked.add(
                        Map.entry(question.word(), probing.ask(subject.system(), question.probe(), question.within())));
            }
            return CompletableFuture.allOf(
                            asked.stream().map(Map.Entry::getValue).toArray(CompletableFuture[]::new))
                    .thenApply(_ -> OverviewCard.of(
                            subject.name(),
                            asked.stream()
                                    .map(one -> new OverviewCard.Line(
                                            one.getKey(), one.getValue().join()))
                                    .toList(),
                            clock.instant(),
                            next));
        });
    }

    private Reply allowed(Caller caller, Subject subject, java.util.function.Supplier<CompletableFuture<Message>> ask) {
        Action wanted = subject.access(caller);
        if (policy.decide(caller.catalog().access(), caller.actor(), wanted) instanceof Decision.Deny deny) {
            return denials.answer(caller, wanted, deny);
        }
        CompletableFuture<?> recorded = audit.record(journaled.request(caller, subject.name(), "ok"));
        CompletableFuture<Message> answer = ask.get();
        recorded.join();
        return new Reply.PrivateLater(Message.of("Asking " + Mrkdwn.escape(subject.name()) + "…"), answer);
    }

    private @Nullable String stored(Subject subject, String title, Answer answer) {
        return answer instanceof Answer.Read(Reading reading, Duration _)
                        && reading.table() instanceof Table table
                        && !table.rows().isEmpty()
                ? store.put(
                        subject.action(),
                        subject.system().name(),
                        subject.service(),
                        title.replace("  ·  ", " "),
                        table)
                : null;
    }
}
