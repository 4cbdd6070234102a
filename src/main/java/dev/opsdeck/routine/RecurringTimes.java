package dev.opsdeck.routine;

import dev.opsdeck.catalog.RecurringWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** When a window that comes again and again begins. */
public final class RecurringTimes {
    /** So many times of the cron line are looked at for one in the right week: enough for a year of days. */
    private static final int FARTHEST = 400;

    private static final int WEEK = 7;

    /** Where the last week is among the names of weeks. */
    private static final int LAST = RecurringWindow.WEEKS.indexOf("last");

    private RecurringTimes() {}

    /**
     * The first start after that time; empty for a rule that never comes.
     *
     * @param zone holds where the rule has none of its own
     */
    public static Optional<Instant> next(RecurringWindow rule, String zone, Instant after) {
        String its = rule.zone() == null ? zone : rule.zone();
        Optional<Instant> next = CronTimes.next(rule.at(), its, after);
        for (int n = 0; n < FARTHEST && next.isPresent(); n++) {
            if (isInWeek(rule, next.get().atZone(ZoneId.of(its)).toLocalDate())) {
                return next;
            }
            next = CronTimes.next(rule.at(), its, next.get());
        }
        return Optional.empty();
    }

    private static boolean isInWeek(RecurringWindow rule, LocalDate day) {
        int week = (day.getDayOfMonth() - 1) / WEEK;
        boolean last = day.getDayOfMonth() + WEEK > day.lengthOfMonth();
        return rule.weeks().isEmpty()
                || week < LAST && rule.weeks().contains(RecurringWindow.WEEKS.get(week))
                || last && rule.weeks().contains(RecurringWindow.WEEKS.get(LAST));
    }

    /** Whether the window is one that the rule would plan today. */
    public static boolean fits(RecurringWindow rule, String zone, Window window) {
        return rule.lasts().equals(window.length())
                && next(rule, zone, window.startsAt().minusMillis(1))
                        .filter(window.startsAt()::equals)
                        .isPresent();
    }
}
