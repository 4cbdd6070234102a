package dev.opsdeck.target.redis;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What INFO and CONFIG GET tell. */
final class Facts {
    private static final Pattern SECTION = Pattern.compile("[a-z]{2,20}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,6})?");

    private Facts() {}

    static Reading glance(RedisReader redis) {
        Map<String, String> info = redis.info("everything");
        double clients = number(info, "connected_clients");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("version", info.getOrDefault("redis_version", "")));
        rows.add(List.of("role", info.getOrDefault("role", "")));
        rows.add(List.of("up for", Spoken.seconds(number(info, "uptime_in_seconds"))));
        rows.add(List.of("clients", Spoken.count((long) clients)));
        rows.add(List.of("waiting clients", Spoken.count((long) number(info, "blocked_clients"))));
        rows.add(List.of("memory", Spoken.bytes(number(info, "used_memory"))));
        rows.add(List.of("memory limit", limit(info)));
        rows.add(List.of("keys", Spoken.count(redis.size())));
        rows.add(List.of("evicted keys", Spoken.count((long) number(info, "evicted_keys"))));
        rows.add(List.of("hits", Spoken.count((long) number(info, "keyspace_hits"))));
        rows.add(List.of("misses", Spoken.count((long) number(info, "keyspace_misses"))));
        rows.add(List.of("hit rate", hitRate(info).summary()));
        rows.add(List.of("commands", Spoken.count((long) number(info, "total_commands_processed"))));
        String summary = "Redis %s, up for %s, %s, %s."
                .formatted(
                        info.getOrDefault("redis_version", ""),
                        Spoken.seconds(number(info, "uptime_in_seconds")),
                        Spoken.count((long) clients, "client", "clients"),
                        Spoken.bytes(number(info, "used_memory")));
        return Reading.of(
                summary,
                List.of(Measure.of("clients", clients, null)),
                new Table(List.of("fact", "value"), rows, true));
    }

    /** One section as Redis has it. */
    static Reading section(RedisReader redis, String typed) {
        String section = typed.equalsIgnoreCase("keys") ? "keyspace" : typed.toLowerCase(java.util.Locale.ROOT);
        Map<String, String> info = SECTION.matcher(section).matches() ? redis.info(section) : Map.of();
        if (info.isEmpty()) {
            throw new ProbeException("INFO has nothing under \"" + typed
                    + "\". Sections are server, clients, memory, stats, replication, cpu and keyspace.");
        }
        return Reading.of("What INFO says of " + section + ".", List.of(), table(info));
    }

    static Reading memory(RedisReader redis) {
        Map<String, String> info = redis.info("memory");
        double bytes = number(info, "used_memory");
        double limit = number(info, "maxmemory");
        double machine = number(info, "total_system_memory");
        List<Measure> measures = new ArrayList<>();
        String against;
        if (limit > 0) {
            measures.add(Measure.of("used", bytes * 100 / limit, "percent"));
            against = Spoken.percent(bytes * 100 / limit) + " of its limit of " + Spoken.bytes(limit) + " ("
                    + info.getOrDefault("maxmemory_policy", "no policy") + ")";
        } else if (machine > 0) {
            measures.add(Measure.of("used", bytes * 100 / machine, "percent"));
            against = "without a limit (maxmemory is 0); that is " + Spoken.percent(bytes * 100 / machine)
                    + " of the machine's " + Spoken.bytes(machine);
        } else {
            against = "without a limit (maxmemory is 0)";
        }
        measures.add(Measure.of("bytes", bytes, "bytes"));
        return Reading.of(
                "It uses " + Spoken.bytes(bytes) + ", " + against + "; at most it was "
                        + Spoken.bytes(number(info, "used_memory_peak")) + ".",
                measures,
                table(info));
    }

    static Reading hitRate(RedisReader redis) {
        return hitRate(redis.info("stats"));
    }

    private static Reading hitRate(Map<String, String> info) {
        double hits = number(info, "keyspace_hits");
        double misses = number(info, "keyspace_misses");
        if (hits + misses == 0) {
            return Reading.of("Nothing was looked up since Redis counts, so there is no hit rate yet.");
        }
        double ratio = hits * 100 / (hits + misses);
        return Reading.of(
                Spoken.percent(ratio) + " of " + Spoken.count((long) (hits + misses), "lookup", "lookups")
                        + " since Redis counts were hits.",
                Measure.of("ratio", ratio, "percent"));
    }

    static Reading settings(RedisReader redis, String pattern) {
        Map<String, String> settings = redis.settings(pattern);
        if (settings.isEmpty()) {
            throw new ProbeException("Redis has no setting \"" + pattern + "\".");
        }
        List<Measure> measures = settings.entrySet().stream()
                .filter(entry -> NUMBER.matcher(entry.getValue()).matches())
                .map(entry -> new Measure(
                        "value",
                        Double.parseDouble(entry.getValue()),
                        null,
                        settings.size() == 1 ? "" : entry.getKey()))
                .toList();
        String first = settings.entrySet().iterator().next().toString().replace("=", " is ");
        String summary = settings.size() == 1 ? first + "." : Spoken.count(settings.size()) + " settings.";
        return Reading.of(summary, measures, settings.size() == 1 ? null : table(settings));
    }

    private static String limit(Map<String, String> info) {
        double limit = number(info, "maxmemory");
        return limit > 0 ? Spoken.bytes(limit) : "none";
    }

    private static Table table(Map<String, String> facts) {
        return new Table(
                List.of("name", "value"),
                facts.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .toList(),
                true);
    }

    static double number(Map<String, String> info, String name) {
        String value = info.getOrDefault(name, "");
        return NUMBER.matcher(value).matches() ? Double.parseDouble(value) : 0;
    }
}
