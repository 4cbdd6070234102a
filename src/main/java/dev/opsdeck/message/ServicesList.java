package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The services there are, by system. */
public final class ServicesList {
    private ServicesList() {}

    public static Message of(List<ManagedSystem> systems) {
        var blocks = new ArrayList<LayoutBlock>();
        for (ManagedSystem system : systems) {
            blocks.add(BlockParts.section(
                    Mrkdwn.bold(system.title()) + "  " + Mrkdwn.code(system.name()) + channel(system)));
            blocks.addAll(Lines.sections(
                    system.services().values().stream().map(ServicesList::line).toList()));
        }
        blocks.add(BlockParts.context("`/ops status SERVICE` shows how one is, `/ops help` what can be done."));
        String names = systems.stream()
                .map(system -> system.name() + ": "
                        + String.join(", ", system.services().keySet()))
                .collect(Collectors.joining("; "));
        return BlockLimits.fit(new Message(Mrkdwn.escape(names), blocks));
    }

    private static String channel(ManagedSystem system) {
        String ops = system.channels().ops();
        return ops == null ? "" : "  ·  #" + Mrkdwn.escape(ops);
    }

    private static String line(Service service) {
        String title = service.title();
        String needs = service.dependsOn().isEmpty()
                ? ""
                : "  ·  needs "
                        + service.dependsOn().stream().map(Mrkdwn::escape).collect(Collectors.joining(", "));
        return "•  " + Mrkdwn.code(service.name()) + (title == null ? "" : "  " + Mrkdwn.escape(title)) + needs;
    }
}
