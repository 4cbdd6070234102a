package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What will happen, exactly.
 *
 * @param command the canonical text of the command with full names
 * @param system the system it is about
 * @param targets what it changes, in order; these are locked while it runs, and who asks and who approves must be
 *     allowed on them. Services, or other things of a system under a name such as {@code shop/host:web}
 * @param risk the highest of its steps
 * @param blastRadius the services that depend on a target, nearest first
 * @param conduct for the steps, by index, that are not treated as usual
 * @param putsBack whether, when a step fails or the run is cancelled, what was done before is undone
 * @param actions the words of the commands that its steps are of, besides its own: what rules forbid of these, and the
 *     consents that they ask for, hold for the whole plan
 * @param notes what people should know besides; may change while the plan stays the same, so it is not in the digest
 * @param digest SHA-256 over all the rest, lower-case hex: equal digests mean equal plans
 */
public record Plan(
        String command,
        String system,
        List<ServiceRef> targets,
        List<Step> steps,
        Risk risk,
        List<ServiceRef> blastRadius,
        Map<Integer, Conduct> conduct,
        boolean putsBack,
        List<String> actions,
        List<String> notes,
        String digest) {

    public Plan {
        targets = List.copyOf(targets);
        steps = List.copyOf(steps);
        blastRadius = empty(blastRadius);
        conduct = conduct == null ? Map.of() : Map.copyOf(conduct);
        actions = empty(actions);
        notes = empty(notes);
    }

    /** A plan that stops where something fails, with its risk and digest. */
    public static Plan of(
            String command, String system, List<ServiceRef> targets, List<Step> steps, List<ServiceRef> blastRadius) {
        return sealed(command, system, targets, steps, blastRadius, Map.of(), false, List.of(), List.of());
    }

    private static Plan sealed(
            String command,
            String system,
            List<ServiceRef> targets,
            List<Step> steps,
            List<ServiceRef> blastRadius,
            Map<Integer, Conduct> conduct,
            boolean putsBack,
            List<String> actions,
            List<String> notes) {
        Risk risk = steps.stream().map(Step::risk).reduce(Risk.READ, Risk::or);
        return PlanJson.sealed(
                new Plan(command, system, targets, steps, risk, blastRadius, conduct, putsBack, actions, notes, ""));
    }

    /** The same plan, which puts back what it did when a later step fails. */
    public Plan puttingBack() {
        return sealed(command, system, targets, steps, blastRadius, conduct, true, actions, notes);
    }

    /** The same plan with steps that are treated in their own way, by index. */
    public Plan conducted(Map<Integer, Conduct> ways) {
        return sealed(command, system, targets, steps, blastRadius, ways, putsBack, actions, notes);
    }

    /** The same plan, whose steps are of other commands, too. */
    public Plan acting(List<String> words) {
        return sealed(command, system, targets, steps, blastRadius, conduct, putsBack, words, notes);
    }

    /** Its command's word, as access rules call it. */
    public String ownAction() {
        return command.split(" ", 2)[0];
    }

    /** The same plan with more that people should know, which may be different the next time it is made. */
    public Plan noted(List<String> more) {
        return new Plan(command, system, targets, steps, risk, blastRadius, conduct, putsBack, actions, more, digest);
    }

    Plan withDigest(String sum) {
        return new Plan(command, system, targets, steps, risk, blastRadius, conduct, putsBack, actions, notes, sum);
    }

    /** How the run treats the step. */
    public Conduct conduct(int step) {
        return Objects.requireNonNullElse(conduct.get(step), Conduct.USUAL);
    }

    private static <T> List<T> empty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
