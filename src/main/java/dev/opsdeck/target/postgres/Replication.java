package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How far standbys are behind, seen from the primary or from the standby itself. */
final class Replication {
    private static final String IS_STANDBY = "select pg_is_in_recovery()";

    /** A standby that has replayed all that it received is not late, however long ago the last change was. */
    private static final String STANDBY = """
            select case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
                        else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end as lag,
                   (select count(*) from pg_stat_wal_receiver) as receivers""";

    private static final String PRIMARY = """
            select coalesce(nullif(application_name, ''), client_addr::text, 'standby') as standby, state, sync_state,
                   case when pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) = 0 then 0
                        else extract(epoch from replay_lag) end as lag,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) as behind
            from pg_stat_replication order by 4 desc nulls last""";

    private static final String SLOTS = """
            select slot_name as slot from pg_replication_slots where not active order by 1""";

    private Replication() {}

    static Reading read(Session session) {
        boolean standby = session.rows(IS_STANDBY).rows().getFirst().getFirst().startsWith("t");
        return standby ? standby(session) : primary(session);
    }

    private static Reading standby(Session session) {
        List<String> row = session.rows(STANDBY).rows().getFirst();
        String connection = row.get(1).equals("0") ? " It receives nothing from its primary now." : "";
        if (row.getFirst().isEmpty()) {
            return Reading.of("This is a standby that has replayed nothing since it started." + connection);
        }
        double lag = Cells.number(row, 0);
        Reading reading = Reading.of(
                "This is a standby, " + Spoken.seconds(lag) + " behind what it received." + connection,
                Measure.of("lag", lag, "s"));
        return connection.isEmpty() ? reading : reading.failing("The standby is not connected to its primary.");
    }

    private static Reading primary(Session session) {
        Table standbys = session.rows(PRIMARY);
        List<Measure> measures = new ArrayList<>();
        for (List<String> row : standbys.rows()) {
            double lag = Cells.number(row, 3);
            if (!Double.isNaN(lag)) {
                measures.add(new Measure("lag", lag, "s", row.getFirst()));
            }
        }
        measures.sort(Comparator.comparingDouble(Measure::value).reversed());
        measures.add(Measure.of("standbys", standbys.rows().size(), null));
        return Reading.of(
                summary(standbys, measures) + slots(session),
                measures,
                Cells.written(standbys, Map.of(3, Cells::seconds, 4, Cells::bytes)));
    }

    private static String summary(Table standbys, List<Measure> measures) {
        if (standbys.rows().isEmpty()) {
            return "No standby is connected.";
        }
        Measure worst = measures.getFirst();
        String connected = Spoken.count(standbys.rows().size(), "standby is", "standbys are") + " connected";
        return worst.name().equals("lag")
                ? connected + ", the slowest " + Spoken.seconds(worst.value()) + " behind."
                : connected + ", but this user may not see how far behind: the role pg_monitor is made for watching.";
    }

    private static String slots(Session session) {
        List<String> slots =
                session.rows(SLOTS).rows().stream().map(List::getFirst).toList();
        return slots.isEmpty()
                ? ""
                : " Nobody reads from " + (slots.size() == 1 ? "the slot " : "the slots ") + String.join(", ", slots)
                        + ", for which the server keeps its log.";
    }
}
