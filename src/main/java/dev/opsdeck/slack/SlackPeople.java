package dev.opsdeck.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.User;
import com.slack.api.model.Usergroup;
import dev.opsdeck.access.Directory.DirectoryException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Asks Slack who is who. Where Slack asked for patience, it is not asked again before its time. */
@Singleton
final class SlackPeople {
    private static final Set<String> NOBODY = Set.of("user_not_found", "user_not_visible", "users_not_found");
    /** Slack's own bot, which does not call itself one. */
    private static final String SLACKBOT = "USLACKBOT";

    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 100;

    private final MethodsClient slack;
    private final SlackIdentity identity;
    private final Clock clock;
    private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();

    SlackPeople(MethodsClient slack, SlackIdentity identity, Clock clock) {
        this.slack = slack;
        this.identity = identity;
        this.clock = clock;
    }

    Person person(String id) {
        var info = ask("users.info", () -> slack.usersInfo(request -> request.user(id)));
        return isNobody(info)
                ? Person.unknown(id)
                : person(answered("users.info", info).getUser());
    }

    Optional<Person> byEmail(String email) {
        var found = ask("users.lookupByEmail", () -> slack.usersLookupByEmail(request -> request.email(email)));
        return isNobody(found)
                ? Optional.empty()
                : Optional.of(person(answered("users.lookupByEmail", found).getUser()));
    }

    /** Everybody in the workspace, which in a large one takes many calls. */
    Stream<Person> everybody() {
        return Stream.iterate(page(""), Objects::nonNull, page -> page.next().isEmpty() ? null : page(page.next()))
                .limit(MOST_PAGES)
                .flatMap(page -> page.people().stream());
    }

    List<Group> groups() {
        var list = answered(
                "usergroups.list",
                ask("usergroups.list", () -> slack.usergroupsList(request -> request.includeUsers(true))));
        return list.getUsergroups().stream()
                .map(group -> new Group(group.getId(), group.getHandle(), members(group)))
                .toList();
    }

    private Page page(String cursor) {
        var list = answered(
                "users.list",
                ask(
                        "users.list",
                        () -> slack.usersList(request -> request.limit(PAGE).cursor(cursor))));
        String next = list.getResponseMetadata() == null
                ? null
                : list.getResponseMetadata().getNextCursor();
        return new Page(list.getMembers().stream().map(this::person).toList(), Objects.requireNonNullElse(next, ""));
    }

    private List<String> members(Usergroup group) {
        if (group.getUsers() != null) {
            return List.copyOf(group.getUsers());
        }
        var list = ask("usergroups.users.list", () -> slack.usergroupsUsersList(r -> r.usergroup(group.getId())));
        return List.copyOf(answered("usergroups.users.list", list).getUsers());
    }

    private Person person(User user) {
        boolean full = isFullMember(user);
        var profile = user.getProfile();
        String email = profile == null || !user.isEmailConfirmed() ? null : profile.getEmail();
        return new Person(user.getId(), Objects.requireNonNullElse(user.getName(), ""), name(user), email, full, true);
    }

    private boolean isFullMember(User user) {
        boolean outsider = user.isDeleted()
                || user.isBot()
                || user.isRestricted()
                || user.isUltraRestricted()
                || user.isStranger()
                || SLACKBOT.equals(user.getId());
        return !outsider && belongsTo(identity.require().team(), user);
    }

    /** In an organization somebody may be in several workspaces. */
    private static boolean belongsTo(String team, User user) {
        var enterprise = user.getEnterpriseUser();
        return team.equals(user.getTeamId())
                || (enterprise != null
                        && enterprise.getTeams() != null
                        && enterprise.getTeams().contains(team));
    }

    private static String name(User user) {
        var profile = user.getProfile();
        return Stream.of(
                        profile == null ? null : profile.getDisplayName(),
                        user.getRealName(),
                        user.getName(),
                        user.getId())
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isNobody(SlackApiTextResponse response) {
        return !response.isOk() && NOBODY.contains(Objects.requireNonNullElse(response.getError(), ""));
    }

    private static <T extends SlackApiTextResponse> T answered(String method, T response) {
        if (!response.isOk()) {
            throw new DirectoryException(
                    "Slack refused " + method + ": " + response.getError(), new IOException(method));
        }
        return response;
    }

    private <T> T ask(String method, Call<T> call) {
        Instant opens = closedUntil.get(method);
        if (opens != null && clock.instant().isBefore(opens)) {
            throw new DirectoryException(
                    "Slack asked not to call " + method + " before " + opens, new IOException("429"));
        }
        try {
            return call.make();
        } catch (SlackApiException e) {
            if (e.getResponse().code() == 429) {
                var asked = Objects.requireNonNullElse(Patience.retryAfter(e.getResponse()), DEFAULT_PATIENCE);
                closedUntil.put(method, clock.instant().plus(asked));
            }
            throw new DirectoryException("Slack did not answer " + method, e);
        } catch (IOException e) {
            throw new DirectoryException("Slack could not be reached for " + method, e);
        }
    }

    private record Page(List<Person> people, String next) {}

    private interface Call<T> {
        T make() throws IOException, SlackApiException;
    }
}
