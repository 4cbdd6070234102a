package dev.opsdeck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.TestDatabase;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service asks of its connections, on a real PostgreSQL. */
final class DatabaseTest {
    @Test
    void a_replica_that_stands_still_in_a_transaction_keeps_its_locks_for_half_a_minute_at_most(@TempDir Path home)
            throws Exception {
        var address = new Database.Address(TestDatabase.create().jdbcUrl(), "postgres", null, home);
        try (Database database = Database.open(address)) {
            Jdbi jdbi = Jdbi.create(database.source());

            assertThat(jdbi.<String, RuntimeException>withHandle(
                            handle -> handle.createQuery("show idle_in_transaction_session_timeout")
                                    .mapTo(String.class)
                                    .one()))
                    .isEqualTo("30s");
        }
    }
}
