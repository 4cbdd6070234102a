package dev.opsdeck.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Playbook;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Runbook;
import dev.opsdeck.catalog.RunbookStep;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.StepSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From Markdown to a catalog that loads. What a draft lacks ends a test by itself. */
@SuppressWarnings("NullAway")
final class RunbookImportTest {
    private static final int WANTED = 80;

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Samples.names().toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_draft_is_valid_once_its_secrets_are_named(String name) {
        Draft draft = Samples.draft(name);

        assertThat(Samples.validated(draft, folder))
                .as(() -> String.join("\n", draft.files().values()))
                .isInstanceOfSatisfying(CatalogLoader.Loaded.class, loaded -> assertThat(loaded.warnings())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void most_command_lines_become_steps_and_the_rest_is_quoted(String name) {
        Draft draft = Samples.draft(name);
        String file = Objects.requireNonNull(draft.files().get(draft.system() + ".yml"));

        assertThat(draft.tally().share()).as(name).isGreaterThanOrEqualTo(WANTED);
        assertThat(draft.tally().sections())
                .allSatisfy(part -> assertThat(part.disabled()).hasSize(part.lines() - part.typed()));
        long disabled = file.lines()
                .filter(line -> line.strip().startsWith("why:") || line.contains(", why:"))
                .count();
        assertThat(disabled)
                .isGreaterThanOrEqualTo(draft.tally().lines() - draft.tally().typed());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_same_runbook_makes_the_same_draft(String name) {
        assertThat(Samples.draft(name)).isEqualTo(Samples.draft(name));
    }

    @Test
    void compose_commands_name_runtime_services_and_data() {
        ManagedSystem system = Samples.system(Samples.draft("compose"), folder);

        assertThat(system.name()).isEqualTo("bookstore");
        assertThat(system.channels().ops()).isEqualTo("bookstore-ops");
        assertThat(system.runtime()).isInstanceOf(Runtime.Compose.class);
        assertThat(system.services()).containsOnlyKeys("web", "db", "cache", "nginx", "worker");
        assertThat(system.databases().get("main").exec().user()).isEqualTo("books");
        assertThat(system.databases().get("main").backup().at()).isEqualTo("30 1 * * *");
        assertThat(system.caches().get("main").service()).isEqualTo("cache");
    }

    @Test
    void a_section_with_symptoms_becomes_a_playbook() {
        Playbook playbook =
                Samples.system(Samples.draft("compose"), folder).playbooks().get("checkout-is-slow");

        assertThat(playbook.symptoms()).containsExactly("pages take long", "customers call", "timeouts");
        assertThat(playbook.diagnose())
                .contains(
                        new Probe.Stats(null),
                        new Probe.Database("main", DatabaseQuestion.CONNECTIONS),
                        new Probe.Database("main", DatabaseQuestion.LONG),
                        new Probe.Http("http://localhost:8000/healthz", 200, null, null, null));
        assertThat(playbook.remedies())
                .contains(
                        new StepSpec.Restart("web", false), new StepSpec.KillIdle("main", Duration.ofMinutes(15), true))
                .anyMatch(StepSpec.Disabled.class::isInstance);
    }

    @Test
    void a_release_keeps_its_order_its_parameter_and_the_turns_of_its_loop() {
        Runbook release =
                Samples.system(Samples.draft("compose"), folder).runbooks().get("releasing-a-version");

        assertThat(release.parameters()).containsOnlyKeys("version");
        assertThat(release.filled(Map.of("version", "v7")).stream().map(RunbookStep.Filled::what))
                .containsExactly(
                        new StepSpec.Exec("git-fetch-tags", Map.of()),
                        new StepSpec.Exec("git-checkout", Map.of("version", "v7")),
                        new StepSpec.Build("web", true),
                        new StepSpec.Build("worker", true),
                        new StepSpec.Exec("migrate", Map.of()),
                        new StepSpec.Recreate("worker"),
                        new StepSpec.Wait(Duration.ofSeconds(20)),
                        new StepSpec.Recreate("web"),
                        new StepSpec.Wait(Duration.ofSeconds(20)));
    }

    @Test
    void thresholds_are_given_to_what_measures_them() {
        Draft draft = Samples.draft("compose");
        ManagedSystem system = Samples.system(draft, folder);

        assertThat(system.metrics().get("error-rate").critical()).hasToString("> 5");
        assertThat(system.metrics().get("error-rate").warning()).hasToString("> 1");
        assertThat(system.metrics().get("web-down").critical()).hasToString("== 0");
        assertThat(system.metrics().get("slow-checkout").lasting()).isEqualTo(Duration.ofMinutes(10));
        assertThat(system.checks().get("server-disk").critical()).hasToString("> 95");
        assertThat(draft.tally().left()).containsExactly("Carts abandoned > 30%");
    }

    @Test
    void severities_and_escalation_come_from_tables() {
        ManagedSystem system = Samples.system(Samples.draft("compose"), folder);

        assertThat(system.severities().get("P3").respond()).isEqualTo(Duration.ofDays(1));
        assertThat(system.escalation())
                .extracting(step -> step.after() + " " + step.page() + " " + step.severities())
                .containsExactly("PT15M team-lead [P1]", "PT30M head-of-engineering [P1]", "PT1H team-lead [P2]");
        assertThat(system.contacts()).containsEntry("Hosting", "support@hosting.example");
    }

    @Test
    void what_a_container_holds_is_asked_in_it_whatever_its_name() {
        ManagedSystem system = Samples.system(Samples.draft("django-celery"), folder);

        assertThat(system.services())
                .containsKeys("web", "redis", "db", "celery-worker")
                .doesNotContainKey("clinic_redis_prod");
        assertThat(system.queues()).containsKey("tasks");
        assertThat(system.upkeep().commands().get("manage-migrate-noinput").service())
                .isEqualTo("web");
        assertThat(system.upkeep().commands().get("manage-showmigrations").risk())
                .isEqualTo(Risk.READ);
        assertThat(system.upkeep().commands().values())
                .as("what is typed into an open shell is done in its container")
                .anySatisfy(program -> {
                    assertThat(program.command()).containsExactly("python", "manage.py", "send_reminders", "--today");
                    assertThat(program.service()).isEqualTo("web");
                });
        assertThat(system.playbooks().get("reminders-are-not-sent").diagnose())
                .contains(new Probe.Tcp("mail.clinic.example:587"));
    }

    @Test
    void a_database_behind_an_address_needs_its_url() {
        Draft draft = Samples.draft("plain-host");

        assertThat(draft.settings()).contains("MAIL_ARCHIVE_DB_URL");
    }

    @Test
    void pods_and_workloads_are_services() {
        ManagedSystem system = Samples.system(Samples.draft("kubernetes"), folder);

        assertThat(system.runtime()).isEqualTo(new Runtime.Kubernetes(null, "weather"));
        assertThat(system.runbooks()
                        .get("more-of-it")
                        .filled(Map.of())
                        .getFirst()
                        .what())
                .isInstanceOfSatisfying(StepSpec.Scale.class, scale -> assertThat(scale.replicas())
                        .isEqualTo(4));
        assertThat(Samples.draft("kubernetes").settings()).contains("IMPORT_TOKEN");
    }

    @Test
    void sql_that_changes_data_is_never_a_step() {
        ManagedSystem system = Samples.system(Samples.draft("node-prisma"), folder);

        assertThat(system.databases().get("main").indexes().get("tickets_open").where())
                .isEqualTo("closed_at IS NULL");
        assertThat(system.queries().values())
                .noneMatch(
                        query -> query.sql().toLowerCase(java.util.Locale.ROOT).contains("delete"));
        assertThat(system.playbooks().get("too-many-connections").remedies())
                .contains(new StepSpec.KillIdle("main", Duration.ofMinutes(10), false))
                .anyMatch(step ->
                        step instanceof StepSpec.Disabled(String command, var _) && command.startsWith("DELETE"));
    }

    @Test
    void templates_keep_what_opsdeck_fills_in() {
        ManagedSystem system = Samples.system(Samples.draft("node-prisma"), folder);

        assertThat(system.templates().get("start").subject()).isEqualTo("[P1] Tickets are down");
        assertThat(system.templates().get("start").text()).contains("Started: {{start}}", "[cause, if known]");
    }

    @Test
    void what_cannot_be_read_is_refused_in_words() {
        assertThatThrownBy(() -> Samples.of(""))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> Samples.of("Just a sentence, and another.")).hasMessageContaining("holds no Markdown");
        assertThatThrownBy(() -> RunbookImport.of("a.md", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff}))
                .hasMessageContaining("not text");
        assertThatThrownBy(() -> Samples.of("# A\n\0")).hasMessageContaining("not text");
        assertThatThrownBy(() -> RunbookImport.of("a.md", new byte[RunbookImport.LARGEST + 1]))
                .hasMessageContaining("larger than 5 MB");
    }

    @Test
    void broken_shell_spoils_its_own_line_alone() {
        Draft draft = Samples.of("# Shop\n## Tasks\n```bash\necho \"open\ndocker logs 'web\ndocker restart web\n```\n");

        assertThat(draft.tally().lines()).isGreaterThan(draft.tally().typed());
        assertThat(Samples.validated(draft, folder)).isInstanceOf(CatalogLoader.Loaded.class);
    }

    @Test
    void a_huge_runbook_is_read_in_reasonable_time() {
        String section = "## Task %d\n```bash\ndocker compose restart web%d\n```\n";
        var text = new StringBuilder("# Large\n");
        for (int i = 0; i < 2_000; i++) {
            text.append(section.formatted(i, i % 20));
        }

        assertThat(RunbookImport.of("large.md", text.toString().getBytes(StandardCharsets.UTF_8))
                        .tally()
                        .typed())
                .isEqualTo(2_000);
    }
}
