package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code access.yml} says: who people are, which roles they have, what roles may do. */
public record AccessRules(
        Map<String, Person> people, Map<String, Role> roles, List<Rule> rules, BreakGlass breakGlass) {
    /** Nobody may break the glass. */
    public AccessRules(Map<String, Person> people, Map<String, Role> roles, List<Rule> rules) {
        this(people, roles, rules, BreakGlass.NOBODY);
    }

    /**
     * Who may do, at once and with a reason, what else would need approval or is frozen.
     *
     * @param to role names; empty for nobody
     * @param tell names of channels that are told, besides the system's incident channel
     */
    @Doc("Who may do at once, with a reason, what else needs approval or is frozen.")
    public record BreakGlass(
            @Doc("Roles that may.") @ShortForm @OneOrMany @RefersTo(RefersTo.Declared.ROLE)
            List<String> to,

            @Doc("Channels that are told, besides the system's incident channel.") @OneOrMany
            List<String> tell) {
        public static final BreakGlass NOBODY = new BreakGlass(List.of(), List.of());
    }

    /** A person by Slack user id; only a workspace that is simulated needs them named. */
    @Doc("A person of the simulated workspace.")
    public record Person(
            @FromKey String id,
            @Doc("Name that is mentioned with @.") String handle,
            @Doc("First and last name.") String name,
            @Doc("E-mail address.") @Nullable String email,
            @Doc("What the person does.") @Nullable String title,

            @Doc("Handles of the user groups the person is in.")
            List<String> groups) {}

    /**
     * Who has a role.
     *
     * @param everyone true for all full members of the workspace
     * @param users Slack user ids
     * @param emails e-mail addresses of Slack profiles
     * @param groups handles or ids of Slack user groups
     */
    @Doc("Who has a role.")
    public record Role(
            @FromKey String name,

            @Doc("Every full member of the workspace has it.") @Default("false")
            boolean everyone,

            @Doc("Slack user ids.") List<String> users,
            @Doc("E-mail addresses of Slack profiles.") List<String> emails,
            @Doc("Handles or ids of Slack user groups.") List<String> groups) {}

    /**
     * One rule. An empty list matches everything.
     *
     * @param name given, or made from its place: {@code rule 3}
     * @param effect allow or deny
     * @param risks the risks it speaks of
     * @param actions command names
     * @param on patterns of {@code system/service} with {@code *}
     * @param channels channel names
     * @param to role names
     * @param approval null when no second person is needed
     */
    public record Rule(
            String name,
            Effect effect,
            List<Risk> risks,
            List<String> actions,
            List<String> on,
            List<String> channels,
            List<String> to,
            @Nullable Approval approval) {}

    /** What a matching rule says. */
    public enum Effect {
        ALLOW,
        DENY
    }

    /** {@code count} different people of role {@code by} must agree {@code within} the time. */
    @Doc("Who else must agree, and how soon.")
    public record Approval(
            @Doc("Role whose people may agree.") @ShortForm @RefersTo(RefersTo.Declared.ROLE)
            String by,

            @Doc("How many of them must agree.") @Default("1") @Range(min = 1, max = 20)
            int count,

            @Doc("How long the request stays open.") @Default("15m")
            Duration within) {}
}
