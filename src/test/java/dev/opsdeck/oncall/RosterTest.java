package dev.opsdeck.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RosterTest {
    private static final List<String> PEOPLE = List.of("U1", "U2", "U3");

    private static Rotation rotation(Duration every, String handOver, String zone) {
        return new Rotation("primary", null, PEOPLE, every, handOver, zone, null, Duration.ofMinutes(5), null);
    }

    private static Roster weekly(Cover... covers) {
        return new Roster(rotation(Duration.ofDays(7), "Mon 09:00", "Europe/Prague"), PEOPLE, List.of(covers));
    }

    private static Cover cover(long id, String person, String from, String until) {
        return new Cover(id, "shop", "primary", person, Instant.parse(from), Instant.parse(until), "U9");
    }

    private static String who(Roster roster, String at) {
        return roster.at(Instant.parse(at)).orElseThrow().person();
    }

    @Test
    void a_week_begins_at_the_hand_over_on_the_clock_of_the_zone_in_summer_and_in_winter() {
        Roster roster = weekly();

        // Prague is two hours ahead in July and one in January.
        assertThat(who(roster, "2026-07-06T06:59:59Z")).isNotEqualTo(who(roster, "2026-07-06T07:00:00Z"));
        assertThat(who(roster, "2026-01-05T07:59:59Z")).isNotEqualTo(who(roster, "2026-01-05T08:00:00Z"));
        assertThat(who(roster, "2026-07-06T07:00:00Z")).isEqualTo(who(roster, "2026-07-13T06:59:59Z"));
    }

    @Test
    void everybody_has_a_turn_before_anybody_has_a_second() {
        Instant monday = Instant.parse("2026-03-02T12:00:00Z");
        List<String> order = java.util.stream.IntStream.range(0, 6)
                .mapToObj(week -> weekly().at(monday.plus(Duration.ofDays(7L * week)))
                        .orElseThrow()
                        .person())
                .toList();

        assertThat(order.subList(0, 3)).containsExactlyInAnyOrderElementsOf(PEOPLE);
        assertThat(order.subList(3, 6)).isEqualTo(order.subList(0, 3));
    }

    @Test
    void turns_neither_overlap_nor_leave_a_gap_when_the_clock_is_changed() {
        // On the last Sunday of October the clock of Prague shows the time from 02:00 to 03:00 twice.
        Roster roster = new Roster(rotation(Duration.ofHours(12), "02:30", "Europe/Prague"), PEOPLE, List.of());
        Instant end = Instant.parse("2026-10-27T00:00:00Z");
        Shift shift = roster.at(Instant.parse("2026-10-23T00:00:00Z")).orElseThrow();
        while (shift.until().isBefore(end)) {
            Shift next = roster.at(shift.until()).orElseThrow();
            assertThat(next.from()).isEqualTo(shift.until());
            assertThat(roster.at(shift.until().minusSeconds(1))).contains(shift);
            assertThat(next.person()).isNotEqualTo(shift.person());
            shift = next;
        }
    }

    @Test
    void who_stands_in_is_on_call_exactly_that_long_and_the_turn_goes_on_afterwards() {
        Roster roster = weekly(cover(1, "U7", "2026-07-08T16:00:00Z", "2026-07-09T06:00:00Z"));
        String turn = who(weekly(), "2026-07-08T12:00:00Z");

        assertThat(who(roster, "2026-07-08T15:59:59Z")).isEqualTo(turn);
        assertThat(who(roster, "2026-07-08T16:00:00Z")).isEqualTo("U7");
        assertThat(who(roster, "2026-07-09T06:00:00Z")).isEqualTo(turn);
        Shift before = roster.at(Instant.parse("2026-07-08T12:00:00Z")).orElseThrow();
        assertThat(before.until()).isEqualTo(Instant.parse("2026-07-08T16:00:00Z"));
        assertThat(roster.next(Instant.parse("2026-07-08T12:00:00Z")))
                .hasValueSatisfying(next -> assertThat(next.isCover()).isTrue());
    }

    @Test
    void of_two_who_stand_in_the_one_arranged_last_does() {
        Roster roster = weekly(
                cover(1, "U7", "2026-07-08T16:00:00Z", "2026-07-09T06:00:00Z"),
                cover(2, "U8", "2026-07-08T20:00:00Z", "2026-07-08T22:00:00Z"));

        assertThat(who(roster, "2026-07-08T21:00:00Z")).isEqualTo("U8");
        assertThat(who(roster, "2026-07-08T22:00:00Z")).isEqualTo("U7");
    }

    @Test
    void a_page_reaches_who_stands_in_first_then_whose_turn_it_is_then_the_others_once_each() {
        Roster roster = weekly(cover(1, "U7", "2026-07-08T16:00:00Z", "2026-07-09T06:00:00Z"));
        Instant night = Instant.parse("2026-07-08T23:00:00Z");

        assertThat(roster.callOrder(night))
                .startsWith("U7", who(weekly(), "2026-07-08T23:00:00Z"))
                .hasSize(4);
    }

    @Test
    void a_rotation_without_people_has_nobody_on_call() {
        Roster nobody = new Roster(rotation(Duration.ofDays(7), "Mon 09:00", "UTC"), List.of(), List.of());

        assertThat(nobody.at(Instant.EPOCH)).isEmpty();
        assertThat(nobody.callOrder(Instant.EPOCH)).isEmpty();
    }
}
