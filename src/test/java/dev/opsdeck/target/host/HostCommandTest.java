package dev.opsdeck.target.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.probe.ProbeException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostCommandTest {
    private static final List<HostCommand> ALL = List.of(
            new HostCommand.FileSystems("/srv"),
            new HostCommand.Inodes(null),
            new HostCommand.Nothing(),
            new HostCommand.MemoryInfo(),
            new HostCommand.LoadInfo(),
            new HostCommand.Processors(),
            new HostCommand.Gpus(),
            new HostCommand.FilesIn("/srv", "*.gz"),
            new HostCommand.GitStatus("/srv"),
            new HostCommand.GitLog("/srv", 5));

    @Test
    void there_are_no_other_commands_than_these_and_none_of_their_programs_writes() {
        assertThat(ALL).hasSameSizeAs(HostCommand.class.getPermittedSubclasses());
        assertThat(ALL)
                .extracting(HostCommand::program)
                .isSubsetOf(Set.of("true", "df", "cat", "nproc", "nvidia-smi", "find", "git"));
        assertThat(ALL)
                .flatExtracting(HostCommand::arguments)
                .doesNotContain("-exec", "-execdir", "-delete", "-fprintf", "-fprint", "-fls", "-ok", "-okdir");
    }

    @Test
    void git_neither_touches_the_index_nor_runs_programs_of_the_working_copy() {
        assertThat(ALL.stream().filter(command -> command.program().equals("git")))
                .hasSize(2)
                .allSatisfy(git -> assertThat(git.arguments())
                        .containsSequence("git", "--no-optional-locks")
                        .containsSequence("-c", "core.fsmonitor=false")
                        .containsSequence("-c", "core.hooksPath=/dev/null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-delete", "relative", "", "~/x", "/a\0b"})
    void a_path_that_could_be_anything_else_is_refused(String path) {
        for (HostCommand command : List.of(
                new HostCommand.FileSystems(path),
                new HostCommand.FilesIn(path, "*"),
                new HostCommand.GitStatus(path))) {
            assertThatThrownBy(command::arguments)
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("absolute path");
        }
    }
}
