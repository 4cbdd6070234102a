package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;
import static dev.opsdeck.catalog.Risk.READ;

import dev.opsdeck.catalog.Risk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands there are, in the order of the help. */
final class Verbs {
    /** The longest that fits a run's number. */
    private static final Pattern RUN = Pattern.compile("#?(\\d{1,18})");

    /** How far back a chart goes where nobody says. */
    static final String LAST = "1h";

    static final Map<String, Verb> ALL = index(List.of(
            ServiceArguments.RESTART,
            ServiceArguments.START,
            ServiceArguments.STOP,
            ServiceArguments.SCALE,
            ServiceArguments.RECREATE,
            ServiceArguments.BUILD,
            ServiceArguments.PULL,
            ReleaseArguments.DEPLOY,
            ReleaseArguments.ROLLBACK,
            ReleaseArguments.RELEASES,
            UpkeepArguments.EXEC,
            UpkeepArguments.BLOCK,
            UpkeepArguments.MAINTENANCE_PAGE,
            UpkeepArguments.RELOAD,
            UpkeepArguments.ROTATE,
            UpkeepArguments.RENEW,
            UpkeepArguments.ROTATE_LOGS,
            FreezeArguments.FREEZE,
            FreezeArguments.UNFREEZE,
            FreezeArguments.FREEZES,
            RunbookArguments.RUN,
            RunbookArguments.RUNBOOKS,
            PruneArguments.PRUNE,
            ScheduleArguments.SCHEDULES,
            Verb.of(
                    entry(
                            "status",
                            "status [system|service]",
                            "Shows how a system or service is now.",
                            READ,
                            "status",
                            "status backend"),
                    0,
                    1,
                    "[system|service]",
                    given -> new Command.Status(given.optional(0))),
            Verb.of(
                            entry(
                                    "logs",
                                    "logs <service|all> [--since=12h] [--tail=100] [--grep=REGEX] [--exclude=REGEX]"
                                            + " [--level=error] [--follow=5m] [--export]",
                                    "Shows what a service wrote, page by page, as it comes, or as a file.",
                                    READ,
                                    "logs backend",
                                    "logs all --since=1h --level=error",
                                    "logs shop/backend --grep=\"timeout|refused\" --exclude=/health",
                                    "logs backend --follow=5m"),
                            1,
                            1,
                            "<service|all>",
                            LogArguments::read)
                    .flags("--export")
                    .values("--since", "--tail", "--grep", "--exclude", "--level", "--follow"),
            Verb.of(
                            entry(
                                    "stats",
                                    "stats [system|service] [--sort=cpu|memory|name]",
                                    "Shows what containers, pods and processes use.",
                                    READ,
                                    "stats",
                                    "stats backend --sort=memory"),
                            0,
                            1,
                            "[system|service]",
                            given -> new Command.Stats(given.optional(0), sort(given.value("--sort"))))
                    .values("--sort"),
            Verb.of(
                            entry(
                                    "chart",
                                    "chart <metric|dashboard> [--last=1h]",
                                    "Draws how something measured went.",
                                    READ,
                                    "chart error-rate",
                                    "chart dashboard --last=24h"),
                            1,
                            1,
                            "<metric|dashboard>",
                            given -> new Command.Chart(given.first(), last(given.value("--last"))))
                    .values("--last"),
            Verb.of(
                    entry("services", "services [system]", "Lists the services there are.", READ, "services"),
                    0,
                    1,
                    "[system]",
                    given -> new Command.Services(given.optional(0))),
            Verb.of(
                            entry(
                                    "runs",
                                    "runs [system|service] [--active]",
                                    "Lists recent runs, newest first.",
                                    READ,
                                    "runs",
                                    "runs backend --active"),
                            0,
                            1,
                            "[system|service]",
                            given -> new Command.Runs(given.optional(0), given.flag("--active")))
                    .flags("--active"),
            Verb.of(
                    entry("show", "show <run>", "Shows one run in full.", READ, "show 17", "#17"),
                    1,
                    2,
                    "<run>",
                    given -> new Command.Show(run(given))),
            Verb.of(
                    entry(
                            "cancel",
                            "cancel <run>",
                            "Stops a run between steps, or withdraws it while it waits.",
                            CHANGE,
                            "cancel 17"),
                    1,
                    2,
                    "<run>",
                    given -> new Command.Cancel(run(given))),
            AlertArguments.ALERTS,
            CheckArguments.CHECK,
            CheckArguments.DIAGNOSE,
            HostArguments.HOST,
            DutyArguments.ONCALL,
            DutyArguments.PAGE,
            DutyArguments.ESCALATE,
            DutyArguments.ACK,
            DutyArguments.CHECKLIST,
            MaintenanceArguments.MAINTENANCE,
            DataArguments.DB,
            DataArguments.CACHE,
            DataArguments.QUEUE,
            RolloutArguments.ROLLOUT,
            IncidentArguments.INCIDENT,
            BackupArguments.BACKUP_VERB,
            BackupArguments.BACKUPS_VERB,
            BackupArguments.RESTORE_VERB,
            Verb.of(
                    entry("approvals", "approvals", "Lists what waits for somebody's consent.", READ, "approvals"),
                    new Command.Approvals()),
            Verb.of(
                    entry(
                            "import",
                            "import",
                            "Reads a Markdown runbook that you hand over and sends you a draft catalog.",
                            READ,
                            "import"),
                    new Command.Import()),
            Verb.of(
                    entry("whoami", "whoami", "Shows your roles and what they allow.", READ, "whoami"),
                    new Command.WhoAmI()),
            Verb.of(
                            entry(
                                    "audit",
                                    "audit [PERSON] [TARGET] [SINCE] [--by=PERSON] [--on=TARGET] [--since=24h]"
                                            + " [--limit=20]",
                                    "Shows what happened: who did what, to what, and when.",
                                    READ,
                                    "audit",
                                    "audit @ada 24h",
                                    "audit --on=shop/backend --since=7d --limit=50"),
                            0,
                            3,
                            "[PERSON] [TARGET] [SINCE]",
                            AuditArguments::read)
                    .values("--by", "--on", "--since", "--limit")));

    /** Other words that people use; each stands for the whole beginning of a command. */
    static final Map<String, String> ALIASES = Map.of("?", "help", "-h", "help", "--help", "help");

    /** Commands about commands, whose rest is not arguments. */
    static final Entry WHY = entry(
            "why",
            "why <command …>",
            "Explains whether you may run a command, and by which rule, without running it.",
            READ,
            "why restart backend");

    static final Entry HELP = entry(
            "help", "help [command]", "Lists what you may do, or shows how one command is used.", READ, "help restart");

    private Verbs() {}

    static Entry entry(String word, String usage, String summary, Risk risk, String... examples) {
        return new Entry(word, usage, summary, List.of(examples), risk);
    }

    private static Map<String, Verb> index(List<Verb> verbs) {
        var index = new LinkedHashMap<String, Verb>();
        verbs.forEach(verb -> index.put(verb.word(), verb));
        return index;
    }

    private static Command.Stats.Sort sort(@Nullable String typed) throws MistakeException {
        return switch (typed == null ? "cpu" : typed.toLowerCase(Locale.ROOT)) {
            case "cpu" -> Command.Stats.Sort.CPU;
            case "memory", "mem" -> Command.Stats.Sort.MEMORY;
            case "name" -> Command.Stats.Sort.NAME;
            default -> throw new MistakeException("--sort must be cpu, memory or name, not \"" + typed + "\".");
        };
    }

    private static String last(@Nullable String typed) throws MistakeException {
        String period = LogArguments.period(typed, "--last");
        return period == null ? LAST : period.toLowerCase(Locale.ROOT);
    }

    /** {@code 17}, {@code #17}, {@code run 17} and {@code run/17} are the same run. */
    private static String run(Arguments given) throws MistakeException {
        List<String> words = given.positionals();
        String typed = words.size() == 2 && words.getFirst().equalsIgnoreCase("run") ? words.get(1) : words.getFirst();
        String number = typed.startsWith("run/") ? typed.substring(4) : typed;
        var matcher = RUN.matcher(number);
        if (!matcher.matches() || (words.size() == 2 && typed.equals(words.getFirst()))) {
            throw new MistakeException(
                    "\"" + String.join(" ", words) + "\" is not the number of a run. List them with: runs");
        }
        return matcher.group(1);
    }
}
