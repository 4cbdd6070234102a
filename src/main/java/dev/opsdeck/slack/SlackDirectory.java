package dev.opsdeck.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Directory;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The workspace's people and groups, remembered as {@link FollowedCache} says. */
@Singleton
final class SlackDirectory implements Directory {
    private static final Pattern MENTION = Pattern.compile("<@([A-Z0-9]+)(?:\\|[^>]*)?>");
    private static final Pattern GROUP_MENTION = Pattern.compile("<!subteam\\^([A-Z0-9]+)(?:\\|[^>]*)?>");
    private static final Pattern MAIL_LINK = Pattern.compile("<mailto:([^|>]+)(?:\\|[^>]*)?>");
    private static final Pattern ID = Pattern.compile("[UW][A-Z0-9]+");
    private static final String ALL = "all groups";

    private final SlackPeople slack;
    private final DirectoryStore store;
    private final Clock clock;
    private final FollowedCache<String, Person> people;
    private final FollowedCache<String, List<Group>> groups;
    private final Cache<String, Optional<String>> found;

    SlackDirectory(
            SlackPeople slack, DirectoryStore store, Clock clock, @Named(TaskExecutors.BLOCKING) Executor threads) {
        this.slack = slack;
        this.store = store;
        this.clock = clock;
        // The same clock as for the ages: what is remembered grows old as one.
        Ticker ticker = () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        this.people = new FollowedCache<>(store::person, this::fetchPerson, clock, ticker, threads);
        this.groups = new FollowedCache<>(all -> store.groups(), all -> fetchGroups(), clock, ticker, threads);
        this.found = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(Duration.ofMinutes(1))
                .maximumSize(1000)
                .build();
    }

    @Override
    public Actor actor(String userId) {
        Person person = people.get(userId);
        var memberships = groups.get(ALL).stream()
                .filter(group -> group.members().contains(userId))
                .flatMap(group -> Stream.of(group.id(), group.handle()))
                .collect(Collectors.toUnmodifiableSet());
        return new Actor(userId, person.name(), person.email(), memberships, person.fullMember());
    }

    @Override
    public List<String> members(String group) {
        Matcher mention = GROUP_MENTION.matcher(group.strip());
        String called = mention.matches() ? mention.group(1) : withoutAt(group.strip());
        return groups.get(ALL).stream()
                .filter(candidate -> candidate.isCalled(called))
                .findFirst()
                .map(Group::members)
                .orElse(List.of());
    }

    @Override
    public Optional<String> find(String typed) {
        String text = typed.strip();
        Matcher mention = MENTION.matcher(text);
        if (mention.matches()) {
            return Optional.of(mention.group(1));
        }
        if (ID.matcher(text).matches() && people.get(text).known()) {
            return Optional.of(text);
        }
        Matcher mail = MAIL_LINK.matcher(text);
        String plain = mail.matches() ? mail.group(1) : withoutAt(text);
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        return found.get(plain, name -> name.indexOf('@') > 0 ? findByEmail(name) : findByHandle(name));
    }

    /** Slack says that somebody's profile, status or membership changed. Once this returns, no replica trusts the old. */
    void personChanged(String id) {
        boolean matters = store.personChanged(id);
        people.changed(id);
        // Of most of a workspace the service never hears more than that they changed their status.
        if (matters) {
            people.prefetch(id);
        }
    }

    /** Slack says that a group or its members changed. Once this returns, no replica trusts the old. */
    void groupsChanged() {
        store.groupsChanged();
        groups.changed(ALL);
        groups.prefetch(ALL);
    }

    private Person fetchPerson(String id) {
        Instant at = clock.instant();
        long generation = store.generation(id);
        Person person = slack.person(id);
        store.save(person, generation, at);
        return person;
    }

    private List<Group> fetchGroups() {
        Instant at = clock.instant();
        long generation = store.groupsGeneration();
        List<Group> all = slack.groups();
        store.save(all, generation, at);
        return all;
    }

    private Optional<String> findByEmail(String email) {
        return slack.byEmail(email).map(Person::id);
    }

    private Optional<String> findByHandle(String handle) {
        return store.idOfHandle(handle).or(() -> slack.everybody()
                .filter(person -> person.handle().equalsIgnoreCase(handle))
                .map(Person::id)
                .findFirst());
    }

    private static String withoutAt(String text) {
        return text.startsWith("@") ? text.substring(1) : text;
    }
}
