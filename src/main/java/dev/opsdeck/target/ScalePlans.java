package dev.opsdeck.target;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.RestartSteps;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plans how many containers of a service run.
 *
 * @param found all of them, by number
 */
record ScalePlans(ContainerApi api, ServiceRef ref, Service service, List<ContainerJson> found) {
    private static final Pattern NUMBERED = Pattern.compile("(.*[-_])(\\d{1,9})");

    List<ServiceStep> stop(boolean remove) {
        List<ServiceStep> steps = new ArrayList<>();
        found.stream().filter(ContainerJson::active).forEach(each -> steps.add(stop(each)));
        if (remove) {
            found.forEach(each -> steps.add(new ContainerStep.Remove(ref, each.instance(), Risk.DESTRUCTIVE)));
        }
        return steps;
    }

    List<ServiceStep> scale(int replicas) {
        if (found.isEmpty()) {
            throw new TargetException(
                    "Nothing of " + ref + " was found, not even stopped, that more could be made like."
                            + " Start it once as you usually do.");
        }
        long running = found.stream().filter(ContainerJson::active).count();
        return replicas < running ? down(replicas) : up(replicas, Math.toIntExact(replicas - running));
    }

    /** The newest go; the oldest stays, though stopped, to tell how others are made. */
    private List<ServiceStep> down(int replicas) {
        List<ServiceStep> steps = new ArrayList<>();
        List<ContainerJson> running =
                found.stream().filter(ContainerJson::active).toList();
        List<ContainerJson> surplus = running.subList(replicas, running.size()).reversed();
        surplus.forEach(each -> steps.add(stop(each)));
        surplus.stream()
                .filter(each -> !each.id().equals(found.getFirst().id()))
                .forEach(each -> steps.add(new ContainerStep.Remove(ref, each.instance(), Risk.CHANGE)));
        return steps;
    }

    private List<ServiceStep> up(int replicas, int missing) {
        List<ServiceStep> steps = new ArrayList<>();
        found.stream()
                .filter(each -> !each.active())
                .limit(missing)
                .forEach(each -> steps.add(new ServiceStep.Start(ref, each.instance(), service.stopTimeout())));
        if (replicas > found.size()) {
            copies(replicas - found.size()).forEach(steps::add);
        }
        if (!steps.isEmpty()) {
            steps.add(RestartSteps.healthy(ref, service, List.of()));
        }
        return steps;
    }

    private List<ServiceStep> copies(int many) {
        ContainerJson like = found.getFirst();
        String prefix = prefix(like);
        Obstacles.toCopying(like).ifPresent(why -> {
            throw new TargetException(like.name() + " " + why + ", so there can be no second one beside it. Let the"
                    + " engine choose its port and address, then scale it.");
        });
        int last = found.stream().mapToInt(ScalePlans::number).max().orElse(0);
        List<ServiceStep> steps = new ArrayList<>();
        for (int number = last + 1; number <= last + many; number++) {
            steps.add(new ContainerStep.Add(ref, like.instance(), prefix + number, number, service.stopTimeout()));
        }
        return steps;
    }

    /** All of the name but the number: Compose v2 puts a dash between them, v1 a low line. */
    private static String prefix(ContainerJson like) {
        String number = like.label(ComposeLabels.NUMBER);
        Optional<Matcher> numbered = Optional.of(NUMBERED.matcher(like.name()))
                .filter(Matcher::matches)
                .filter(matcher -> matcher.group(2).equals(number));
        return numbered.map(matcher -> matcher.group(1))
                .orElseThrow(() -> new TargetException(
                        like.name() + " has a fixed name and no number, so there can be no second one. Only services"
                                + " that Compose numbers can be scaled: leave out its container_name."));
    }

    private static int number(ContainerJson container) {
        String number = container.label(ComposeLabels.NUMBER);
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    private ServiceStep stop(ContainerJson container) {
        return new ServiceStep.Stop(ref, container.instance(), service.stopTimeout());
    }
}
