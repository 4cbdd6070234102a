package dev.opsdeck.flow;

import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.FileSource;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps pictures until they are in Slack. */
@Singleton
final class ChartImages implements FileContents {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final Clock clock;

    ChartImages(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    FileSource keep(Handle tx, byte[] png) {
        long id = tx.createQuery("insert into chart_image (png, expires_at) values (:png, :expires) returning id")
                .bind("png", png)
                .bind("expires", clock.instant().plus(KEPT).atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one();
        return new FileSource(FileSource.CHART, Long.toString(id));
    }

    void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from chart_image where expires_at <= :now")
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
    }

    @Override
    public boolean has(FileSource source) {
        return source.kind().equals(FileSource.CHART);
    }

    @Override
    public Opened open(FileSource source) throws IOException {
        byte[] png = jdbi.withHandle(handle -> handle.createQuery("select png from chart_image where id = :id")
                        .bind("id", Long.parseLong(source.id()))
                        .mapTo(byte[].class)
                        .findOne())
                .orElseThrow(() -> new IOException("The picture is not kept any more"));
        return new Opened(png.length, new ByteArrayInputStream(png));
    }
}
