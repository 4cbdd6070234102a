package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.CacheQuestion;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.QueueQuestion;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code redis-cli …}, and what is typed into an open one. */
final class RedisCommands implements Known {
    private static final String CELERY = "celery";

    /** Commands in capitals, as they are typed into the client. */
    static final Set<String> TYPED = Set.of(
            "PING",
            "INFO",
            "DBSIZE",
            "KEYS",
            "SCAN",
            "TTL",
            "PTTL",
            "LLEN",
            "DEL",
            "UNLINK",
            "FLUSHALL",
            "FLUSHDB",
            "CONFIG",
            "SLOWLOG",
            "MEMORY",
            "MONITOR",
            "CLIENT",
            "GET",
            "SET",
            "EXPIRE");

    @Override
    public Set<String> programs() {
        return Stream.concat(Stream.of("redis-cli", "valkey-cli"), TYPED.stream())
                .collect(java.util.stream.Collectors.toSet());
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        if (TYPED.contains(call.program())) {
            return command(call.program(), call.arguments(), system.data().cache(system, call.service()), system);
        }
        Options options = Options.leading(call.arguments(), "-h", "-p", "-a", "-n", "-u", "--user", "--pass");
        String cache = system.data().cache(system, call.service());
        List<Word> words = options.rest();
        if (words.isEmpty()) {
            return options.has("--bigkeys") || options.has("--memkeys")
                    ? Meaning.asks(new Probe.Cache(cache, CacheQuestion.MEMORY, null))
                    : new Meaning.Enters(call.service() == null ? "" : call.service());
        }
        return command(words.getFirst().text().toUpperCase(Locale.ROOT), words.subList(1, words.size()), cache, system);
    }

    private static Meaning command(String word, List<Word> rest, String cache, Gathered system) {
        String first = rest.isEmpty() ? "" : rest.getFirst().text();
        return switch (word) {
            case "PING" -> ask(cache, CacheQuestion.PING, null);
            case "INFO", "CLIENT" -> ask(cache, info(first), null);
            case "DBSIZE" -> ask(cache, CacheQuestion.SIZE, null);
            case "MEMORY" -> ask(cache, CacheQuestion.MEMORY, null);
            case "SLOWLOG" -> ask(cache, CacheQuestion.SLOW_LOG, null);
            case "KEYS" -> ask(cache, CacheQuestion.KEYS, first.isEmpty() ? "*" : first);
            case "SCAN" ->
                ask(cache, CacheQuestion.KEYS, rest.size() > 2 ? rest.get(2).text() : "*");
            case "TTL", "PTTL" -> ask(cache, CacheQuestion.TTL, first);
            case "LLEN" ->
                first.equals(CELERY)
                        ? Meaning.asks(new Probe.Queue(system.tasks(), QueueQuestion.DEPTH))
                        : ask(cache, CacheQuestion.LENGTH, first);
            case "DEL", "UNLINK" ->
                first.equals(CELERY)
                        ? Meaning.does(new StepSpec.PurgeQueue(system.tasks()))
                        : new Meaning.Does(rest.stream()
                                .<StepSpec>map(key -> new StepSpec.DeleteKeys(cache, key.text()))
                                .toList());
            case "FLUSHALL" -> Meaning.does(new StepSpec.FlushCache(cache, true, false));
            case "FLUSHDB" -> Meaning.does(new StepSpec.FlushCache(cache, false, false));
            case "CONFIG" -> config(rest, cache, system);
            default ->
                new Meaning.Unknown("opsdeck shows how a cache is, not what is in it, and does not know " + word + ".");
        };
    }

    private static CacheQuestion info(String section) {
        return switch (section.toLowerCase(Locale.ROOT)) {
            case "memory" -> CacheQuestion.MEMORY;
            case "stats" -> CacheQuestion.HIT_RATE;
            default -> CacheQuestion.INFO;
        };
    }

    private static Meaning config(List<Word> rest, String cache, Gathered system) {
        String verb = rest.isEmpty() ? "" : rest.getFirst().text().toUpperCase(Locale.ROOT);
        if (verb.equals("GET") && rest.size() > 1) {
            return ask(cache, CacheQuestion.CONFIG, rest.get(1).text());
        }
        if (!verb.equals("SET") || rest.size() < 3) {
            return new Meaning.Unknown("opsdeck does not know that CONFIG of Redis.");
        }
        system.data().cacheParameter(rest.get(1).text());
        return Meaning.does(
                new StepSpec.SetCache(cache, rest.get(1).text(), rest.get(2).text()));
    }

    private static Meaning ask(String cache, CacheQuestion question, @Nullable String of) {
        return Meaning.asks(new Probe.Cache(cache, question, of));
    }
}
