package dev.opsdeck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.command.Command.Audit;
import dev.opsdeck.command.Command.Cancel;
import dev.opsdeck.command.Command.Help;
import dev.opsdeck.command.Command.Restart;
import dev.opsdeck.command.Command.Runs;
import dev.opsdeck.command.Command.Show;
import dev.opsdeck.command.Command.Status;
import dev.opsdeck.command.Command.Why;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GrammarTest {
    private final Grammar grammar = new Grammar();

    @Test
    void a_restart_has_a_target_and_options_in_any_order() {
        assertThat(command("restart airline/backend --rolling --reason=\"db is slow\" --dry-run"))
                .isEqualTo(new Restart(
                        List.of("airline/backend"), true, false, new Terms("db is slow", true, false, false)));
        assertThat(command("restart --dry-run backend"))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms(null, true, false, false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restart backend --reason \"db is slow\"",
                "restart backend --reason 'db is slow'",
                "restart backend --reason=\"db is slow\"",
                "restart backend --reason=db\\ is\\ slow",
                "restart backend \"--reason=db is slow\"",
                "restart backend —reason “db is slow”",
                "restart backend –-reason=„db is slow“",
                "restart backend ―reason=‘db is slow’",
                "restart backend --reason=\"db is slow”",
                "  RESTART\u00a0backend \u200b--Reason \"db is slow\"  ",
                "Restart\tbackend\n--reason \"db is slow\"",
            })
    void the_same_is_understood_however_it_was_typed(String text) {
        assertThat(command(text))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms("db is slow", false, false, false)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '%', textBlock = """
                    R&amp;D &lt;asked&gt;                      ~ R&D <asked>
                    &amp;lt; stays                             ~ &lt; stays
                    for <@U123|ada>                            ~ for <@U123>
                    see <#C1|airline-ops>                      ~ see #airline-ops
                    see <http://status.dev|status.dev>         ~ see status.dev
                    see <https://a.dev/x?a=1&amp;b=2>          ~ see https://a.dev/x?a=1&b=2
                    see <https://a.dev/x|the page>             ~ see https://a.dev/x
                    mail <mailto:a@b.dev|a@b.dev>              ~ mail a@b.dev
                    <!subteam^S1|@sre> said                    ~ @sre said
                    <!here> wait                               ~ @here wait
                    it’s slow                                  ~ it’s slow
                    it's slow                                  ~ it's slow
                    a – b                                      ~ a – b
                    a \\"quote\\" and a \\\\                   ~ a "quote" and a \\
                    """)
    void what_slack_encodes_is_decoded_once(String typed, String reason) {
        assertThat(command("restart backend --reason=\"" + typed + "\""))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms(reason, false, false, false)));
    }

    @Test
    void the_backslashes_of_a_quoted_expression_stay() {
        assertThat(((Command.Logs) command("logs backend --grep \"took \\d+ ms\\b\"")).grep())
                .isEqualTo("took \\d+ ms\\b");
        assertThat(((Command.Logs) command("logs backend --grep 'a\\.b|\"c\"'")).grep())
                .isEqualTo("a\\.b|\"c\"");
    }

    @Test
    void a_log_has_options_that_are_checked() {
        assertThat(command("logs all --since 12h --tail 50 --level ERROR,warning --export"))
                .isEqualTo(new Command.Logs(
                        "all", "12h", 50, null, null, Set.of(LogLevel.ERROR, LogLevel.WARN), null, true));
        assertThat(command("logs backend --level=warn"))
                .extracting(logs -> ((Command.Logs) logs).levels())
                .isEqualTo(Set.of(LogLevel.FATAL, LogLevel.ERROR, LogLevel.WARN));
        assertThat(mistake("logs backend --level=loud").message()).contains("fatal, error, warn");
        assertThat(mistake("logs backend --tail=0").message()).contains("--tail must be a number from 1");
        assertThat(mistake("logs backend --since=soon").message()).contains("30m, 12h or 7d");
        assertThat(mistake("logs backend --follow=3h").message()).contains("60m");
        assertThat(mistake("logs backend --grep=a(b").message())
                .contains("The expression \"a(b\" is wrong at its end: unclosed group");
        assertThat(mistake("logs backend --grep=*x").message()).contains("at its character 1, where it says \"*x\"");
    }

    @Test
    void an_apostrophe_outside_of_quotes_is_no_quote() {
        assertThat(command("restart backend --reason=it’s"))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms("it’s", false, false, false)));
    }

    @Test
    void invisible_characters_cannot_disguise_a_reason() {
        assertThat(command("restart backend --reason=\"safe\u202etxe\u200b\""))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms("safetxe", false, false, false)));
    }

    @Test
    void spaces_at_the_ends_of_a_quoted_word_are_nobodys_intention() {
        assertThat(command("restart \" backend \" \"\" --reason=\" slow \""))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms("slow", false, false, false)));
    }

    @Test
    void an_argument_with_an_at_sign_is_never_a_file() {
        assertThat(command("status @/etc/hostname")).isEqualTo(new Status("@/etc/hostname"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"show 17", "show #17", "show run 17", "show run/17", "#17", "run 17", "Show Run 17"})
    void a_run_is_named_by_its_number(String text) {
        assertThat(command(text)).isEqualTo(new Show("17"));
    }

    @Test
    void other_commands_are_read() {
        assertThat(command("status")).isEqualTo(new Status(null));
        assertThat(command("services airline")).isEqualTo(new Command.Services("airline"));
        assertThat(command("runs backend --active")).isEqualTo(new Runs("backend", true));
        assertThat(command("cancel #3")).isEqualTo(new Cancel("3"));
        assertThat(command("approvals")).isEqualTo(new Command.Approvals());
        assertThat(command("whoami")).isEqualTo(new Command.WhoAmI());
    }

    @Test
    void audit_filters_are_told_apart_by_their_looks() {
        assertThat(command("audit")).isEqualTo(new Audit(null, null, null, 20));
        assertThat(command("audit 24h <@U1|ada> airline/backend"))
                .isEqualTo(new Audit("<@U1>", "airline/backend", "24h", 20));
        assertThat(command("audit --by ada --on airline --since 7d --limit 50"))
                .isEqualTo(new Audit("ada", "airline", "7d", 50));
        assertThat(new Audit(null, null, "2w", 20).period()).contains(Duration.ofDays(14));
    }

    @Test
    void why_holds_the_command_that_it_explains() {
        assertThat(command("why Restart backend --dry-run"))
                .isEqualTo(new Why(
                        new Restart(List.of("backend"), false, false, new Terms(null, true, false, false)),
                        "restart backend --dry-run"));
    }

    @ParameterizedTest
    @CsvSource({
        "'',",
        "'  ',",
        "help,",
        "?,",
        "help restart,restart",
        "restart -h,restart",
        "restart --help,restart",
        "why -h,why",
        "help why,why",
        "help --help,help",
        "restart backend --reason=x -h,restart"
    })
    void help_is_there_wherever_it_is_looked_for(String text, String about) {
        assertThat(command(text)).isEqualTo(new Help(about));
    }

    @Test
    void a_quoted_value_that_looks_like_an_option_stays_a_value() {
        assertThat(command("restart backend --reason=\"-h\""))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms("-h", false, false, false)));
        assertThat(command("restart backend --reason=--rolling"))
                .isEqualTo(new Restart(List.of("backend"), false, false, new Terms("--rolling", false, false, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "restrat backend --rolling,restart backend --rolling",
        "strat backend,start backend",
        "sttaus,status",
        "stauts backend,status backend",
        "aproval,approvals",
        "whoim,whoami",
        "cancle 4,cancel 4",
        "hlep,help",
        "help restar,help restart",
        "why restrat backend,why restart backend",
        "restart backend --roling,restart backend --rolling",
        "restart backend -rolling,restart backend --rolling",
        "restart backend --dryrun,restart backend --dry-run",
        "runs backend --activ,runs backend --active",
        "restart backend --raeson=\"a b\",restart backend \"--reason=a b\"",
        "scale backend 2 --reason db is slow,scale backend 2 \"--reason=db is slow\"",
        "scale backend 2 --reason db is slow --dry-run,scale backend 2 \"--reason=db is slow\" --dry-run",
        "scale backend 2 now,scale backend 2",
        "whoami please,whoami",
    })
    void a_slip_gets_the_right_command_to_run(String typed, String suggestion) {
        Parsed.Mistake mistake = mistake(typed);
        assertThat(mistake.suggestions()).startsWith(suggestion);
        assertThat(mistake.suggestions())
                .allSatisfy(text -> assertThat(grammar.parse(text)).isInstanceOf(Parsed.Ok.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    frobnicate                  ~ There is no command "frobnicate". See what there is with: help
                    restrat                     ~ There is no command "restrat". Did you mean restart?
                    restart                     ~ restart needs <service|all>, for example: restart backend
                    restart --rolling           ~ restart needs <service|all>, for example: restart backend
                    restart x --reason          ~ --reason needs a value, as in: restart <service|all> … [--rolling] [--build] [--reason=TEXT] [--dry-run] [--wait] [--break-glass]
                    restart x --reason --rolling ~ --reason needs a value, as in: restart <service|all> … [--rolling] [--build] [--reason=TEXT] [--dry-run] [--wait] [--break-glass]
                    restart x --reason "db is   ~ The quote that opens at "db is is never closed. Close it, or leave it out.
                    restart x --bogus           ~ restart has no option --bogus. Did you mean --build?
                    scale a 1 b c               ~ "b c" is too much for scale.
                    show                        ~ show needs <run>, for example: show 17
                    show backend                ~ "backend" is not the number of a run. List them with: runs
                    why                         ~ why needs the command to explain, for example: why restart backend
                    why why restart             ~ why needs the command to explain, for example: why restart backend
                    audit --since yesterday     ~ "yesterday" is not a time to look back. Say 30m, 24h, 7d or 2w, for example.
                    audit --limit 0             ~ --limit must be a number from 1 to 100, not "0".
                    restart a --rolling --rolling ~ --rolling was given more than once.
                    restart a --rolling=perhaps ~ "perhaps" is not a value for --rolling.
                    """)
    void a_mistake_says_what_is_wrong_and_what_to_do(String typed, String message) {
        assertThat(mistake(typed).message()).isEqualTo(message);
    }

    @Test
    void a_text_of_absurd_length_is_refused() {
        assertThat(mistake("restart " + "x".repeat(5_000)).message()).contains("longer than");
    }

    @Test
    void every_example_in_the_help_works_and_the_usage_names_every_option() {
        assertThat(grammar.entries()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.usage()).startsWith(entry.word());
            assertThat(entry.examples()).isNotEmpty().allSatisfy(text -> assertThat(grammar.parse(text))
                    .isInstanceOf(Parsed.Ok.class));
            Verb verb = Verbs.ALL.get(entry.word());
            if (verb != null) {
                assertThat(verb.options())
                        .allSatisfy(option -> assertThat(entry.usage()).contains(option));
            }
        });
    }

    private Command command(String text) {
        Parsed parsed = grammar.parse(text);
        assertThat(parsed).isInstanceOf(Parsed.Ok.class);
        return ((Parsed.Ok) parsed).command();
    }

    private Parsed.Mistake mistake(String text) {
        Parsed parsed = grammar.parse(text);
        assertThat(parsed).isInstanceOf(Parsed.Mistake.class);
        return (Parsed.Mistake) parsed;
    }
}
