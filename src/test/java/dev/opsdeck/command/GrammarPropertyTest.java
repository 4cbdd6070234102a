package dev.opsdeck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.command.Command.Audit;
import dev.opsdeck.command.Command.Restart;
import dev.opsdeck.command.Command.Why;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class GrammarPropertyTest {
    private final Grammar grammar = new Grammar();

    @Property(tries = 3_000)
    void no_text_makes_it_throw(@ForAll String text) {
        assertThat(grammar.parse(text)).isNotNull();
    }

    @Property(tries = 3_000)
    void no_nearly_right_text_makes_it_throw_and_what_it_suggests_can_be_run(@ForAll("nearlyRight") String text) {
        switch (grammar.parse(text)) {
            case Parsed.Ok ok -> assertThat(grammar.parse(ok.text())).isEqualTo(ok);
            case Parsed.Mistake mistake ->
                assertThat(mistake.suggestions()).allSatisfy(suggestion -> assertThat(grammar.parse(suggestion))
                        .isInstanceOf(Parsed.Ok.class));
        }
    }

    @Property(tries = 3_000)
    void a_command_survives_its_own_text(@ForAll("commands") Command command) {
        String text = grammar.canonical(command);
        assertThat(grammar.parse(text)).isEqualTo(new Parsed.Ok(command, text));
    }

    @Provide
    Arbitrary<String> nearlyRight() {
        Arbitrary<String> piece = Arbitraries.of(
                "restart",
                "Status",
                "why",
                "audit",
                "show",
                "help",
                "runs",
                "restrat",
                "#17",
                "run",
                "backend",
                "all",
                "airline/db",
                "--rolling",
                "—reason",
                "--reason=",
                "--raeson",
                "-h",
                "--limit",
                "7",
                "24h",
                "<@U1|ada>",
                "&lt;",
                "&amp;amp;",
                "\"",
                "'",
                "“",
                "”",
                "’",
                "\\",
                "…",
                "--",
                "-",
                "=",
                "@x",
                "\u200b",
                "\u00a0",
                "\ud83d",
                "");
        return Combinators.combine(piece.list().ofMaxSize(8), Arbitraries.of("", " "))
                .as((pieces, separator) -> String.join(separator.isEmpty() ? " " : separator, pieces));
    }

    @Provide
    Arbitrary<Command> commands() {
        return Arbitraries.oneOf(
                plain(), plain().map(command -> (Command) new Why(command, grammar.canonical(command))));
    }

    private static Arbitrary<Command> plain() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(target(), flag, reason().injectNull(0.3), flag)
                        .as((target, rolling, reason, dry) -> (Command)
                                new Restart(List.of(target), rolling, false, new Terms(reason, dry, false, false))),
                target().injectNull(0.3).map(target -> (Command) new Command.Status(target)),
                Combinators.combine(
                                target(),
                                Arbitraries.of("30m", "12h").injectNull(0.3),
                                Arbitraries.of(0, 7, 100),
                                expression().injectNull(0.3),
                                expression().injectNull(0.6),
                                Arbitraries.of(LogLevel.class).set(),
                                Arbitraries.of("5m").injectNull(0.5),
                                flag)
                        .as((target, since, tail, grep, exclude, levels, follow, export) ->
                                (Command) new Command.Logs(target, since, tail, grep, exclude, levels, follow, export)),
                Combinators.combine(target().injectNull(0.3), Arbitraries.of(Command.Stats.Sort.class))
                        .as((target, sort) -> (Command) new Command.Stats(target, sort)),
                Combinators.combine(target(), Arbitraries.of("1h", "30d"))
                        .as((metric, last) -> (Command) new Command.Chart(metric, last)),
                target().injectNull(0.3).map(target -> (Command) new Command.Services(target)),
                Combinators.combine(target().injectNull(0.3), flag)
                        .as((target, active) -> (Command) new Command.Runs(target, active)),
                Arbitraries.longs().between(1, 999_999_999_999_999_999L).map(run ->
                        (Command) new Command.Show("" + run)),
                Arbitraries.longs().between(1, 999).map(run -> (Command) new Command.Cancel("" + run)),
                Arbitraries.of(
                        new Command.Approvals(), new Command.WhoAmI(), new Command.Help(null), new Command.Help("why")),
                Combinators.combine(
                                person().injectNull(0.3),
                                target().injectNull(0.3),
                                Arbitraries.of("30m", "24h", "7d", "2w").injectNull(0.3),
                                Arbitraries.integers().between(1, 100))
                        .as((person, target, since, limit) -> (Command) new Audit(person, target, since, limit))));
    }

    private static Arbitrary<String> target() {
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars("-_.")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> !text.startsWith("-"));
        return Arbitraries.oneOf(name, Combinators.combine(name, name).as((system, service) -> system + "/" + service));
    }

    private static Arbitrary<String> expression() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "a|b", "\\d+ ms", "took \\w", "x\\\\y", "<\\d>", "\"q\"", "a\\.b", "[\"\\\\]", "&amp;\\s"),
                reason().filter(text -> Expression.mistake(text).isEmpty()));
    }

    private static Arbitrary<String> person() {
        return Arbitraries.of("<@U123>", "@ada", "ada@airline.dev", "U123");
    }

    /** Any text that can come out of a parse: visible, and not blank at its ends. */
    private static Arbitrary<String> reason() {
        Arbitrary<String> tricky = Arbitraries.of(
                "\"",
                "'",
                "\\",
                "&amp;",
                "&lt;",
                "&",
                "<",
                ">",
                "<@U1>",
                "<@U1|x>",
                "<#C1|c>",
                "<!here>",
                "<http://a.dev/?a&amp;b|x>",
                "“",
                "’",
                "—",
                "…",
                " ",
                "-h",
                "--rolling",
                "=",
                "é",
                "日本",
                "👩‍💻",
                "a");
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(30),
                        tricky.list().ofMaxSize(8).map(parts -> String.join("", parts)))
                .map(text -> text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\t\\n\\r\\u200D]]", "")
                        .strip())
                .filter(text -> !text.isBlank());
    }
}
