package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.plan.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** How services are, worst first. */
public final class StatusBoard {
    private StatusBoard() {}

    public static Message of(List<ServiceStatus> services, Instant now) {
        if (services.isEmpty()) {
            return Message.of("The catalog has no services here.");
        }
        List<ServiceStatus> worstFirst = services.stream()
                .sorted(Comparator.comparing(Condition::of).thenComparing(ServiceStatus::service))
                .toList();
        boolean severalSystems = services.stream()
                        .map(status -> status.service().system())
                        .distinct()
                        .count()
                > 1;
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header(headline(worstFirst)));
        blocks.addAll(Lines.sections(worstFirst.stream()
                .map(status -> line(status, severalSystems, now))
                .toList()));
        blocks.add(BlockParts.context("Seen " + Mrkdwn.second(now)));
        return BlockLimits.fit(new Message(fallback(worstFirst), blocks));
    }

    private static String headline(List<ServiceStatus> services) {
        long bad = services.stream().filter(StatusBoard::needsAttention).count();
        if (bad > 0) {
            return Condition.of(services.getFirst()).sign + " " + bad + " of " + services.size()
                    + (bad == 1 ? " needs attention" : " need attention");
        }
        String what = services.size() == 1
                ? services.getFirst().service().service() + " is up"
                : "All " + services.size() + " services are up";
        return Condition.UP.sign + " " + what;
    }

    private static boolean needsAttention(ServiceStatus status) {
        return Condition.of(status) != Condition.UP;
    }

    private static String fallback(List<ServiceStatus> services) {
        String bad = services.stream()
                .filter(StatusBoard::needsAttention)
                .map(status -> status.service().service() + " " + Condition.of(status).word)
                .collect(Collectors.joining(", "));
        return Mrkdwn.escape(headline(services) + (bad.isEmpty() ? "" : ": " + bad));
    }

    private static String line(ServiceStatus status, boolean fullName, Instant now) {
        Condition condition = Condition.of(status);
        String name = fullName ? status.service().toString() : status.service().service();
        String head = condition.sign + "  " + Mrkdwn.bold(name) + "  ·  ";
        if (status.problem() != null) {
            return head + "cannot be looked at: " + Mrkdwn.escape(status.problem());
        }
        if (status.instances().size() == 1) {
            return head + instance(status.instances().getFirst(), now);
        }
        long running =
                status.instances().stream().filter(InstanceStatus::running).count();
        String all = status.instances().stream()
                .map(one -> "\n" + Lines.INDENT + Mrkdwn.escape(one.instance().name()) + ": " + instance(one, now))
                .collect(Collectors.joining());
        return status.instances().isEmpty()
                ? head + "no instance"
                : head + running + " of " + status.instances().size() + " running" + all;
    }

    private static String instance(InstanceStatus one, Instant now) {
        var parts = new ArrayList<String>();
        parts.add(Mrkdwn.escape(one.state()) + health(one));
        if (one.running() && one.startedAt() != null) {
            parts.add("for " + Elapsed.words(Duration.between(Objects.requireNonNull(one.startedAt()), now)));
        }
        if (one.restarts() > 0) {
            parts.add("restarted by the engine " + (one.restarts() == 1 ? "once" : one.restarts() + " times"));
        }
        parts.add(Mrkdwn.code(one.image()));
        return String.join("  ·  ", parts);
    }

    private static String health(InstanceStatus one) {
        if (!one.running()) {
            return "";
        }
        return switch (one.vitality()) {
            case HEALTHY -> ", healthy";
            case UNHEALTHY -> ", *unhealthy*";
            case STARTING -> ", not healthy yet";
            case UNCHECKED -> "";
        };
    }
}
