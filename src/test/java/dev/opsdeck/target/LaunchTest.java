package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.Service.LocalProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LaunchTest {
    private static final Path CATALOG = Path.of("/etc/catalog");

    @Test
    void the_working_directory_starts_at_the_catalogs_folder_and_the_program_at_the_working_directory() {
        Launch launch = launch("services", "./run", "--port", "80");

        assertThat(launch.directory()).isEqualTo(Path.of("/etc/catalog/services"));
        assertThat(launch.command()).containsExactly("/etc/catalog/services/run", "--port", "80");
    }

    @Test
    void without_a_directory_it_runs_in_the_catalogs_folder_and_finds_programs_on_the_path() {
        Launch launch = launch(null, "sh", "run.sh");

        assertThat(launch.directory()).isEqualTo(CATALOG);
        assertThat(launch.command()).containsExactly("sh", "run.sh");
    }

    @Test
    void java_is_the_one_that_runs_opsdeck() {
        assertThat(launch(null, "java", "Stub.java").command().getFirst())
                .isEqualTo(System.getProperty("java.home") + "/bin/java");
    }

    @Test
    void the_environment_is_merged_and_opsdecks_own_secrets_stay_behind() {
        Map<String, String> ours =
                Map.of("PATH", "/bin", "LEVEL", "info", "SLACK_BOT_TOKEN", "xoxb-1", "DATABASE_PASSWORD", "hush");
        var process = new LocalProcess(List.of("sh"), null, Map.of("LEVEL", "debug"));

        assertThat(Launch.of(process, CATALOG, ours).environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "LEVEL", "debug"));
    }

    private static Launch launch(@Nullable String directory, String... command) {
        return Launch.of(new LocalProcess(List.of(command), directory, Map.of()), CATALOG, Map.of());
    }
}
