package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.Adjustable;
import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.WebCall;
import dev.opsdeck.command.CacheCare;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.CacheStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Plans what changes a cache. */
@Singleton
final class CachePlans implements PlanMaker<Command.CacheChange> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern WILD = Pattern.compile("[*?\\[]");

    /** What is left of a pattern that fits everything. */
    private static final Pattern ONLY_WILD = Pattern.compile("(?:[*?]|\\[\\^?[^]]*])+");

    private final RedisCaches caches;
    private final QueueKeys queues;
    private final Grammar grammar;

    CachePlans(RedisCaches caches, QueueKeys queues, Grammar grammar) {
        this.caches = caches;
        this.queues = queues;
        this.grammar = grammar;
    }

    private record Made(CacheStep step, List<String> notes) {}

    @Override
    public Class<Command.CacheChange> kind() {
        return Command.CacheChange.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.CacheChange command) {
        if (!(catalog.find(command.cache(), "", Section.CACHES) instanceof Found.One<Cache> found)) {
            throw new TargetException(command.cache() + " is not in the catalog any more. Give the command again.");
        }
        ManagedSystem system = found.system();
        Cache cache = found.thing();
        Made made =
                switch (command.care()) {
                    case CacheCare.Delete(String pattern) -> delete(catalog, system, cache, pattern);
                    case CacheCare.Flush flush -> flush(catalog, system, cache, flush);
                    case CacheCare.Warm _ -> warm(system, cache);
                    case CacheCare.SetConfig set -> set(system, cache, set);
                };
        List<ServiceRef> targets = List.of(new ServiceRef(system.name(), cache.service()));
        return Plan.of(
                        grammar.canonical(command),
                        system.name(),
                        targets,
                        List.of(made.step()),
                        Planner.blastRadius(catalog, targets))
                .noted(made.notes());
    }

    private Made delete(Catalog catalog, ManagedSystem system, Cache cache, String pattern) {
        if (ONLY_WILD.matcher(pattern).matches()) {
            throw new TargetException("The pattern " + pattern + " fits every key. Say so: cache " + system.name() + "/"
                    + cache.name() + " flush");
        }
        QueueKeys.Kept kept = queues.of(catalog, system, cache.name(), false);
        boolean several = WILD.matcher(pattern).find();
        if (kept.keys().contains(pattern)) {
            throw new TargetException("The key " + pattern + " belongs to a queue (" + String.join(", ", kept.queues())
                    + "). To empty it: queue … purge");
        }
        Set<String> spared = kept.keys();
        long found = caches.change(system, cache.name(), PATIENCE, redis -> several
                ? redis.count(pattern, spared)
                : redis.exists(pattern) ? 1L : 0L);
        if (found == 0) {
            throw new TargetException("No key of the cache " + cache.name() + (several ? " fits " : " is called ") + pattern
                    + ", so there is nothing to delete.");
        }
        List<String> notes = new ArrayList<>(List.of(
                Spoken.count(found, "key fits", "keys fit") + " now."));
        if (several && !spared.isEmpty()) {
            notes.add("What belongs to queues stays: " + String.join(", ", kept.queues()) + ".");
        }
        return new Made(
                new CacheStep.DeleteKeys(
                        system.name(),
                        cache.name(),
                        pattern,
                        several,
                        several ? spared.stream().sorted().toList() : List.of()),
                notes);
    }

    private Made flush(Catalog catalog, ManagedSystem system, Cache cache, CacheCare.Flush flush) {
        QueueKeys.Kept kept = queues.of(catalog, system, cache.name(), flush.all());
        if (!kept.queues().isEmpty() && !flush.withQueues()) {
            throw new TargetException("Nothing was deleted: queues are kept in the same Redis"
                    + (flush.all() ? "" : " database") + ", and what waits in them would be lost ("
                    + String.join(", ", kept.queues()) + "). Delete by pattern instead: cache " + system.name() + "/"
                    + cache.name() + " delete <pattern>. If the queues shall go, too: --with-queues");
        }
        long keys = caches.change(system, cache.name(), PATIENCE, RedisWriter::size);
        List<String> notes = new ArrayList<>(List.of(
                Spoken.count(keys, "key is", "keys are") + " in its database now. Everything that asks the cache asks"
                        + " its source afterwards."));
        if (!kept.queues().isEmpty()) {
            notes.add("What waits in these queues is lost: " + String.join(", ", kept.queues()) + ".");
        }
        return new Made(new CacheStep.FlushCache(system.name(), cache.name(), flush.all()), notes);
    }

    private static Made warm(ManagedSystem system, Cache cache) {
        if (cache.warm().isEmpty()) {
            throw new TargetException("The catalog does not say how to warm the cache " + cache.name()
                    + ". List the URLs under warm: of the cache.");
        }
        return new Made(
                new CacheStep.WarmCache(
                        system.name(),
                        cache.name(),
                        cache.warm().stream().map(WebCall::shown).toList()),
                List.of());
    }

    private Made set(ManagedSystem system, Cache cache, CacheCare.SetConfig set) {
        Adjustable listed = cache.parameters().get(set.parameter());
        if (listed == null) {
            throw new TargetException("The catalog does not let " + set.parameter() + " be changed on the Redis of "
                    + cache.name() + ". "
                    + (cache.parameters().isEmpty()
                            ? "List it under parameters: of the cache."
                            : "It lists " + String.join(", ", cache.parameters().keySet()) + "."));
        }
        RedisSettings.check(listed, set.value());
        String now = caches.change(system, cache.name(), PATIENCE, redis -> redis.setting(set.parameter()))
                .orElseThrow(() -> new TargetException("Redis has no setting " + set.parameter() + "."));
        return new Made(
                new CacheStep.SetCache(system.name(), cache.name(), set.parameter(), set.value()),
                List.of(
                        set.parameter() + " is " + now + " now.",
                        "Write it into the server's own configuration, too, or the next restart forgets it."));
    }
}
