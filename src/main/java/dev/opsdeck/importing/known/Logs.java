package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a service wrote, however it is asked for. */
final class Logs {
    private static final int USUAL = 100;
    private static final int MOST = 100_000;
    private static final Pattern SPOKEN = Pattern.compile("(\\d{1,4}) ?(s|sec|m|min|h|d|w)[a-z]*(?: ago)?");

    private Logs() {}

    /** @param options with {@code --tail} and {@code --since} as values, and the services as words */
    static Meaning read(Call call, Options options, Gathered system) {
        List<String> services = options.rest().isEmpty()
                ? system.services()
                : options.words().stream().map(system::service).toList();
        return of(services, call, options);
    }

    static Meaning of(List<String> services, Call call, Options options) {
        if (services.isEmpty()) {
            return new Meaning.Unknown("It means the logs of all services, and the runbook names none.");
        }
        int tail = tail(call, options);
        @Nullable Duration since = options.value("--since").map(Logs::period).orElse(null);
        @Nullable Pattern grep = call.pattern() == null ? null : Pattern.compile(call.pattern());
        return new Meaning.Asks(services.stream()
                .<Probe>map(service -> new StepSpec.Logs(service, tail, grep, since, null, null, null))
                .toList());
    }

    /** How many lines, as the options or a {@code tail} behind say. */
    private static int tail(Call call, Options options) {
        String asked = options.value("--tail")
                .or(() -> call.filters().stream()
                        .filter(filter -> filter.program().equals("tail")
                                || filter.program().equals("head"))
                        .map(filter -> lines(Options.of(filter.arguments(), "-n")))
                        .findFirst())
                .orElse("");
        return asked.matches("\\d{1,6}") ? Math.clamp(Integer.parseInt(asked), 1, MOST) : USUAL;
    }

    private static String lines(Options options) {
        return options.value("-n")
                .orElse(options.flags().stream()
                        .map(flag -> flag.substring(1))
                        .findFirst()
                        .orElse(""));
    }

    /** {@code 24h}, {@code 12 hours ago}; null for a moment, which is long past when the step is used. */
    static @Nullable Duration period(String written) {
        Matcher spoken = SPOKEN.matcher(written.toLowerCase(java.util.Locale.ROOT));
        return spoken.matches()
                ? Durations.parse(spoken.group(1) + spoken.group(2).charAt(0)).orElse(null)
                : null;
    }
}
