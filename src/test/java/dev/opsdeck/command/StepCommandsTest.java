package dev.opsdeck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.StepSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the catalog writes as a step is what people type as a command. */
final class StepCommandsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"restart":"all"}                               | restart shop/all
            {"recreate":"backend"}                          | recreate shop/backend
            {"build":"backend"}                             | build shop/backend
            {"build":{"service":"backend","cache":false}} | build shop/backend --no-cache
            {"pull":"backend"}                              | pull shop/backend
            {"deploy":"backend"}                            | deploy shop/backend
            {"deploy":{"version":"v2"}}                     | deploy shop v2
            """)
    void a_step_that_changes_services_is_a_command(String step, String command) {
        var changing = (StepSpec.Changing) StepSpec.read(step);

        assertThat(new Grammar().canonical(StepCommands.of("shop", changing, Terms.NONE)))
                .isEqualTo(command);
        assertThat(StepCommands.label(changing)).isNotBlank();
    }
}
