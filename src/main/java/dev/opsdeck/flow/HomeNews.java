package dev.opsdeck.flow;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;

/** Draws home tabs anew when something on them has changed: soon, and together with what changes meanwhile. */
@Singleton
final class HomeNews {
    /** Who opened it longer ago sees it drawn when he opens it again. */
    private static final Duration WATCHED = Duration.ofHours(8);

    /** Slack lets an app draw about a hundred in a minute. */
    private static final int MOST = 50;

    private final Jdbi jdbi;
    private final Provider<HomeScreens> screens;
    private final Clock clock;
    private final AtomicBoolean changed = new AtomicBoolean();

    HomeNews(Jdbi jdbi, Provider<HomeScreens> screens, Clock clock) {
        this.jdbi = jdbi;
        this.screens = screens;
        this.clock = clock;
    }

    /** Somebody looks at his home tab. */
    void opened(String user) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into home_viewer (user_id, opened_at) values (:user, :now)
                        on conflict (user_id) do update set opened_at = excluded.opened_at""")
                .bind("user", user)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
    }

    /** Something that home tabs show is different now. */
    void changed() {
        changed.set(true);
    }

    /** Draws what has to be drawn anew. */
    @Scheduled(fixedDelay = "3s")
    void draw() {
        if (changed.getAndSet(false)) {
            watchers().forEach(screens.get()::redraw);
        }
    }

    private List<String> watchers() {
        Instant since = clock.instant().minus(WATCHED);
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select user_id from home_viewer where opened_at > :since order by opened_at desc limit :most")
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bind("most", MOST)
                .mapTo(String.class)
                .list());
    }
}
