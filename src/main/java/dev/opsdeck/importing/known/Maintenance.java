package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Word;
import java.util.Objects;
import java.util.Set;

/** {@code touch …/maintenance.html} in the container of a web server: the flag of its maintenance page. */
final class Maintenance implements Known {
    @Override
    public Set<String> programs() {
        return Set.of("touch");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        return call.mentions("maintenance") && call.service() != null
                ? page(call, true, system)
                : Tool.ALL.stream()
                        .filter(tool -> tool.programs().contains("touch"))
                        .findFirst()
                        .orElseThrow()
                        .read(call, system);
    }

    static Meaning page(Call call, boolean on, Gathered system) {
        String server = system.webServer(Objects.requireNonNull(call.service()));
        Word file = call.arguments().getLast();
        if (!file.text().startsWith("/")) {
            return new Meaning.Unknown("It does not say the whole name of the file.");
        }
        system.maintenanceFlag(server, file.text());
        return Meaning.does(new StepSpec.MaintenancePage(on, server));
    }
}
