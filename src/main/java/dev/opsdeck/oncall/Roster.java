package dev.opsdeck.oncall;

import dev.opsdeck.catalog.Rotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is on call: whose turn it is, unless somebody stands in. Of several who stand in at once, the one arranged last
 * does.
 *
 * @param people who take turns, in order; all of them at once where a user group is on call
 * @param covers those that have not ended
 */
public record Roster(Rotation rotation, List<String> people, List<Cover> covers) {
    public Roster {
        people = List.copyOf(people);
        covers = List.copyOf(covers);
    }

    /** Who is on call then; empty when the rotation has nobody. */
    public Optional<Shift> at(Instant now) {
        Optional<Cover> cover = covers.stream().filter(one -> one.covers(now)).max(Comparator.comparingLong(Cover::id));
        if (cover.isPresent()) {
            Cover found = cover.get();
            return Optional.of(new Shift(found.person(), found.from(), found.until(), true));
        }
        return people.isEmpty()
                ? Optional.empty()
                : Optional.of(Turns.of(rotation, people).at(now)).map(turn -> untilCovered(turn, now));
    }

    private Shift untilCovered(Shift turn, Instant now) {
        Instant end = covers.stream()
                .map(Cover::from)
                .filter(from -> from.isAfter(now))
                .filter(from -> from.isBefore(turn.until()))
                .min(Comparator.naturalOrder())
                .orElse(turn.until());
        return new Shift(turn.person(), turn.from(), end, false);
    }

    /** Who is on call after that; empty when the rotation has nobody. */
    public Optional<Shift> next(Instant now) {
        return at(now).flatMap(shift -> at(shift.until()));
    }

    /** Whom a page reaches, one after the other: who is on call, then the others in the order of their turns. */
    public List<String> callOrder(Instant now) {
        var order = new LinkedHashSet<String>();
        if (rotation.group() == null) {
            at(now).map(Shift::person).ifPresent(order::add);
            order.addAll(fromTurn(now));
        } else {
            Stream.concat(covers.stream().filter(one -> one.covers(now)).map(Cover::person), people.stream())
                    .forEach(order::add);
        }
        return List.copyOf(order);
    }

    private List<String> fromTurn(Instant now) {
        if (people.isEmpty()) {
            return List.of();
        }
        int turn = people.indexOf(Turns.of(rotation, people).at(now).person());
        List<String> order = new ArrayList<>(people.subList(turn, people.size()));
        order.addAll(people.subList(0, turn));
        return order;
    }
}
