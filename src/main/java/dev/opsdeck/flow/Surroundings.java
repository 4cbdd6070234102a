package dev.opsdeck.flow;

import dev.opsdeck.catalog.CacheQuestion;
import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.probe.Question;
import dev.opsdeck.probe.Questions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is asked about a service for which no playbook was named: itself, what it serves, and what it needs. */
final class Surroundings {
    private static final int LINES = 200;

    private Surroundings() {}

    static List<Question> of(ManagedSystem system, String service) {
        Service it = Objects.requireNonNull(system.services().get(service), service);
        var questions = new ArrayList<Question>();
        ask(questions, new StepSpec.Status(service));
        if (it.health() != null) {
            ask(questions, new StepSpec.Health(service));
        }
        ask(questions, new Probe.Stats(service));
        ask(questions, new StepSpec.Logs(service, LINES, null, null, LogLevel.ERROR, null, null));
        serves(questions, system, service);
        it.dependsOn().forEach(needed -> ask(questions, new StepSpec.Health(needed)));
        system.checks().values().stream()
                .filter(check -> isAbout(check.probe(), service))
                .map(check -> Questions.named(system, check.name()))
                .flatMap(Optional::stream)
                .forEach(questions::addAll);
        return questions;
    }

    private static void serves(List<Question> questions, ManagedSystem system, String service) {
        system.databases().values().stream()
                .filter(database -> database.service().equals(service))
                .forEach(
                        database -> List.of(DatabaseQuestion.CONNECTIONS, DatabaseQuestion.LONG, DatabaseQuestion.LOCKS)
                                .forEach(question -> ask(questions, new Probe.Database(database.name(), question))));
        system.caches().values().stream()
                .filter(cache -> cache.service().equals(service))
                .forEach(cache -> List.of(CacheQuestion.MEMORY, CacheQuestion.HIT_RATE)
                        .forEach(question -> ask(questions, new Probe.Cache(cache.name(), question, null))));
    }

    private static void ask(List<Question> questions, Probe probe) {
        questions.addAll(List.of(Question.of(dev.opsdeck.probe.ProbeNames.of(probe), probe)));
    }

    private static boolean isAbout(Probe probe, String service) {
        return probe instanceof StepSpec.Logs logs && logs.service().equals(service)
                || probe instanceof Probe.Stats(String of) && service.equals(of)
                || probe instanceof Probe.Rollout(String of) && service.equals(of);
    }
}
