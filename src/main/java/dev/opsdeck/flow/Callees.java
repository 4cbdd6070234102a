package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.access.RolePeople;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Escalation;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Rotation;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.Webhook;
import dev.opsdeck.oncall.CoverStore;
import dev.opsdeck.oncall.Roster;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a word means that somebody is paged by: a rotation, a role or a person. */
@Singleton
final class Callees {
    /** How long somebody has to answer where no rotation says. */
    private static final Duration USUAL = Duration.ofMinutes(5);

    private static final String ROTATION = "on-call/";
    private static final String LEVEL = "escalation/";

    private final LiveCatalog catalog;
    private final Directory directory;
    private final CoverStore covers;
    private final Clock clock;

    Callees(LiveCatalog catalog, Directory directory, CoverStore covers, Clock clock) {
        this.catalog = catalog;
        this.directory = directory;
        this.covers = covers;
        this.clock = clock;
    }

    /**
     * Whom a page reaches.
     *
     * @param people Slack user ids in the order in which they are asked; may be empty
     * @param within how long each has to answer
     * @param webhooks where in the catalog the webhooks stand that are told, too
     */
    record Called(List<String> people, Duration within, List<String> webhooks) {}

    /**
     * Whom the word means, now.
     *
     * @param system where it was said; empty for nowhere
     * @return empty when nothing and nobody is called that
     */
    Optional<Called> find(String system, String word) {
        Catalog now = catalog.current();
        return rotation(now, system, word).or(() -> role(now, system, word)).or(() -> directory
                .find(word)
                .map(person ->
                        new Called(List.of(person), USUAL, levels(now.systems().get(system), word))));
    }

    private Optional<Called> rotation(Catalog now, String system, String word) {
        if (!(in(now, system, word) instanceof Found.One<Rotation>(ManagedSystem of, String _, Rotation rotation))) {
            return Optional.empty();
        }
        List<String> hooks = levels(of, word);
        if (rotation.webhook() != null) {
            hooks.addFirst(ROTATION + rotation.name());
        }
        return Optional.of(
                new Called(roster(of.name(), rotation).callOrder(clock.instant()), rotation.answerWithin(), hooks));
    }

    /** What is said in a system means that system's own first. */
    private static Found<Rotation> in(Catalog now, String system, String word) {
        ManagedSystem here = now.systems().get(system);
        Rotation own = here == null ? null : here.onCall().get(word);
        return here != null && own != null
                ? new Found.One<>(here, own.name(), own)
                : now.find(word, null, Section.ROTATIONS);
    }

    private Optional<Called> role(Catalog now, String system, String word) {
        if (!now.access().roles().containsKey(word)) {
            return Optional.empty();
        }
        return Optional.of(new Called(
                RolePeople.of(now.access(), word, directory).users(),
                USUAL,
                levels(now.systems().get(system), word)));
    }

    /** Where the levels stand that page the same and have a webhook. */
    private static List<String> levels(@Nullable ManagedSystem system, String word) {
        var places = new ArrayList<String>();
        List<Escalation> levels = system == null ? List.of() : system.escalation();
        for (int level = 0; level < levels.size(); level++) {
            if (levels.get(level).page().equals(word) && levels.get(level).webhook() != null) {
                places.add(LEVEL + (level + 1));
            }
        }
        return places;
    }

    /** The webhook that stands there in the catalog now; null when it is gone. */
    @Nullable
    Webhook webhook(String system, String place) {
        ManagedSystem of = catalog.current().systems().get(system);
        if (of == null) {
            return null;
        }
        if (place.startsWith(ROTATION)) {
            Rotation rotation = of.onCall().get(place.substring(ROTATION.length()));
            return rotation == null ? null : rotation.webhook();
        }
        int level = Integer.parseInt(place.substring(LEVEL.length())) - 1;
        return level < of.escalation().size() ? of.escalation().get(level).webhook() : null;
    }

    /** Who takes turns there, with those who stand in. */
    Roster roster(String system, Rotation rotation) {
        Instant now = clock.instant();
        List<String> people = rotation.group() == null
                ? rotation.people().stream()
                        .flatMap(person -> directory.find(person).stream())
                        .toList()
                : directory.members(rotation.group());
        return new Roster(rotation, people, covers.of(system, rotation.name(), now));
    }
}
