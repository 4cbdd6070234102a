package dev.opsdeck.backup;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.Piped;
import dev.opsdeck.target.PipedEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A server of Redis, as its own program reaches it.
 *
 * @param reach arguments that say where it is
 * @param environment how to log in; may hold a password
 * @param shown where that is, without credentials
 */
record RedisServer(Place place, List<String> reach, Map<String, String> environment, String shown) {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Pattern DATABASE = Pattern.compile("db\\d+");

    RedisServer {
        reach = List.copyOf(reach);
        environment = Map.copyOf(environment);
    }

    /** The arguments of redis-cli for this server. */
    List<String> arguments(String... more) {
        var all = new ArrayList<>(reach);
        all.addAll(List.of(more));
        return all;
    }

    /**
     * What it answers to a command. The command is given by standard input, as it may hold a password.
     *
     * @param tried what for, as a sentence without its end
     */
    String ask(String tried, String command) {
        var output = new ByteArrayOutputStream();
        var program = new ArrayList<>(List.of(place.program("redis-cli")));
        program.addAll(reach);
        // It does not wait for its input's end then, which not every engine passes on.
        byte[] input = (command + "\nquit\n").getBytes(StandardCharsets.UTF_8);
        String mark = UUID.randomUUID().toString();
        PipedEnd end = place.run(
                new Piped(program, environment, mark, new ByteArrayInputStream(input), output, () -> false), QUICK);
        if (end.exitCode() != 0) {
            throw ToolFault.of(tried, "redis-cli", end);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Has it do something that it answers with OK, or by saying that it has begun. */
    void tell(String tried, String command) {
        String answer = ask(tried, command).strip();
        if (!answer.startsWith("OK") && !answer.startsWith("Background")) {
            throw refused(tried, answer);
        }
    }

    /** The facts of a section of INFO. */
    Map<String, String> info(String section) {
        String tried = "Could not ask " + shown + " how it is";
        String answer = ask(tried, "INFO " + section);
        var facts = new TreeMap<String, String>();
        answer.lines().map(line -> line.split(":", 2)).forEach(pair -> {
            if (pair.length == 2) {
                facts.put(pair[0], pair[1].strip());
            }
        });
        if (!answer.startsWith("#")) {
            throw refused(tried, answer.strip());
        }
        return facts;
    }

    /** One of its settings; empty when it has none of that name. */
    String setting(String name) {
        String tried = "Could not ask " + shown + " for its setting " + name;
        String answer = ask(tried, "CONFIG GET " + name);
        List<String> lines = answer.lines().toList();
        if (answer.isBlank() || (lines.size() > 1 && lines.getFirst().isEmpty())) {
            return "";
        }
        if (!lines.getFirst().equals(name)) {
            throw refused(tried, answer.strip());
        }
        return lines.size() > 1 ? lines.get(1) : "";
    }

    /** How many keys there are, by database. */
    Map<String, Long> keys() {
        var keys = new TreeMap<String, Long>();
        info("keyspace").forEach((database, facts) -> {
            if (DATABASE.matcher(database).matches()) {
                keys.put(database, Long.valueOf(facts.replaceFirst("keys=(\\d+).*", "$1")));
            }
        });
        return keys;
    }

    private static TargetException refused(String tried, String answer) {
        return new TargetException(tried + ": it answered " + (answer.isEmpty() ? "nothing" : answer) + ".");
    }

    @Override
    public String toString() {
        return shown;
    }
}
