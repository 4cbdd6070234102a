package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Spoken;
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

    /** Of services alone. */
    public static Message of(List<ServiceStatus> services, Instant now) {
        return of(services, List.of(), now);
    }

    /** @param stores databases, caches and queues at a glance */
    public static Message of(List<ServiceStatus> services, List<Finding> stores, Instant now) {
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
        blocks.add(BlockParts.header(headline(worstFirst, stores)));
        blocks.addAll(Lines.sections(worstFirst.stream()
                .map(status -> line(status, severalSystems, now))
                .toList()));
        if (!stores.isEmpty()) {
            blocks.add(BlockParts.section(Mrkdwn.bold("Databases, caches, queues")));
            blocks.addAll(Lines.sections(stores.stream()
                    .sorted(Comparator.comparing(Finding::level))
                    .map(FindingLines::line)
                    .toList()));
        }
        blocks.add(BlockParts.context("Seen " + Mrkdwn.second(now)));
        return BlockLimits.fit(new Message(fallback(worstFirst, stores), blocks));
    }

    private static String headline(List<ServiceStatus> services, List<Finding> stores) {
        long badServices =
                services.stream().filter(StatusBoard::needsAttention).count();
        long bad = badServices
                + stores.stream().filter(store -> store.level().needsAttention()).count();
        if (bad > 0) {
            String sign = badServices > 0 ? Condition.of(services.getFirst()).sign : "🟡";
            return sign + " " + bad + " of " + (services.size() + stores.size())
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

    private static String fallback(List<ServiceStatus> services, List<Finding> stores) {
        String bad = services.stream()
                .filter(StatusBoard::needsAttention)
                .map(status -> status.service().service() + " " + Condition.of(status).word)
                .collect(Collectors.joining(", "));
        return Mrkdwn.escape(headline(services, stores) + (bad.isEmpty() ? "" : ": " + bad));
    }

    private static String line(ServiceStatus status, boolean fullName, Instant now) {
        Condition condition = Condition.of(status);
        String name = fullName ? status.service().toString() : status.service().service();
        String head = condition.sign + "  " + Mrkdwn.bold(name) + "  ·  ";
        if (status.problem() != null) {
            return head + "cannot be looked at: " + Mrkdwn.escape(status.problem());
        }
        if (status.instances().size() == 1) {
            return head + instance(status, status.instances().getFirst(), now) + ownHealth(status);
        }
        long running =
                status.instances().stream().filter(InstanceStatus::running).count();
        String all = status.instances().stream()
                .map(one -> "\n" + Lines.INDENT + Mrkdwn.escape(one.instance().name()) + ": "
                        + instance(status, one, now))
                .collect(Collectors.joining());
        return status.instances().isEmpty()
                ? head + "no instance"
                : head + running + " of " + status.instances().size() + " running" + ownHealth(status) + all;
    }

    /** Only what is not as it should be: that it answers well is what the green sign says. */
    private static String ownHealth(ServiceStatus status) {
        Finding health = status.health();
        return health == null || !health.level().needsAttention()
                ? ""
                : "\n" + Lines.INDENT + Mrkdwn.escape(health.statement());
    }

    private static String instance(ServiceStatus status, InstanceStatus one, Instant now) {
        var parts = new ArrayList<String>();
        parts.add(Mrkdwn.escape(one.state()) + health(one));
        if (one.running() && one.startedAt() != null) {
            parts.add("for " + Elapsed.words(Duration.between(Objects.requireNonNull(one.startedAt()), now)));
        }
        if (one.restarts() > 0) {
            parts.add("restarted by the engine " + (one.restarts() == 1 ? "once" : one.restarts() + " times"));
        }
        ServiceStatus.Use use = status.uses().get(one.instance().name());
        if (use != null) {
            parts.add("CPU " + Spoken.percent(use.cpu())
                    + (Double.isNaN(use.memory()) ? "" : ", " + Spoken.bytes(use.memory())));
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
