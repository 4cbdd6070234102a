package dev.opsdeck.backup;

import static dev.opsdeck.backup.PostgresServer.MAINTENANCE;
import static dev.opsdeck.backup.PostgresServer.identifier;
import static dev.opsdeck.backup.PostgresServer.literal;

import java.util.List;
import java.util.stream.Collectors;

/** Makes, drops and renames databases. */
final class Administration {
    /** Settings whose values are lists are kept as they are to be written, the rest is not; pg_dump has the same list. */
    private static final String LISTS = "'search_path', 'temp_tablespaces', 'local_preload_libraries',"
            + " 'session_preload_libraries', 'shared_preload_libraries', 'unix_socket_directories'";

    /** By a look into the row as a whole: older servers lack some of its columns. */
    private static final String LIKE = """
            select format('create database %%I template template0 owner %%I encoding %%L lc_collate %%L lc_ctype %%L'
                   || ' tablespace %%I connection limit %%s%%s;', %2$s, pg_get_userbyid(d.datdba),
                   pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, t.spcname, d.datconnlimit,
                   case when to_jsonb(d)->>'datlocprovider' = 'i'
                        then format(' locale_provider icu icu_locale %%L',
                                    coalesce(to_jsonb(d)->>'daticulocale', to_jsonb(d)->>'datlocale')) else '' end)
            from pg_database d join pg_tablespace t on t.oid = d.dattablespace where d.datname = %1$s;""";

    private static final String RIGHTS = """
            select format('revoke all on database %%I from public;', %2$s) from pg_database d
            where d.datname = %1$s and d.datacl is not null
            union all
            select format('grant %%s on database %%I to %%s%%s;', a.privilege_type, %2$s,
                   case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
                   case when a.is_grantable then ' with grant option' else '' end)
            from pg_database d, aclexplode(d.datacl) a where d.datname = %1$s and a.grantee <> d.datdba;""";

    private static final String SETTINGS = """
            select format('alter %%sdatabase %%I set %%I to %%s;',
                   case when s.setrole = 0 then '' else format('role %%I in ', pg_get_userbyid(s.setrole)) end, %2$s,
                   split_part(c, '=', 1),
                   case when split_part(c, '=', 1) in (%3$s) then substr(c, strpos(c, '=') + 1)
                        else quote_literal(substr(c, strpos(c, '=') + 1)) end)
            from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase, unnest(s.setconfig) c
            where d.datname = %1$s;""";

    private final PostgresServer server;
    private final String shown;

    Administration(PostgresServer server) {
        this.server = server;
        this.shown = server.shown();
    }

    /** Makes an empty one with the owner, the encoding, the place and the rights of another. */
    void createLike(String name, String model) {
        String tried = "Could not make the database " + name + " on " + shown;
        List<List<String>> create = server.ask(tried, MAINTENANCE, LIKE.formatted(literal(model), literal(name)));
        String rights = statements(tried, RIGHTS.formatted(literal(model), literal(name)));
        server.tell(
                tried,
                MAINTENANCE,
                create.isEmpty()
                        ? "create database " + identifier(name) + " template template0;"
                        : create.getFirst().getFirst());
        if (!rights.isEmpty()) {
            server.tell(tried, MAINTENANCE, rights);
        }
    }

    /** Gives it the settings that another has for all of its sessions. */
    void settingsLike(String name, String model) {
        String tried = "Could not give the database " + name + " its settings on " + shown;
        String settings = statements(tried, SETTINGS.formatted(literal(model), literal(name), LISTS));
        if (!settings.isEmpty()) {
            server.tell(tried, MAINTENANCE, settings);
        }
    }

    private String statements(String tried, String query) {
        return server.ask(tried, MAINTENANCE, query).stream()
                .map(List::getFirst)
                .collect(Collectors.joining("\n"));
    }

    /** Ends its sessions and drops it, if it is there. */
    void drop(String name) {
        if (server.has(name)) {
            String tried = "Could not drop the database " + name + " on " + shown;
            server.tell(
                    tried,
                    MAINTENANCE,
                    "alter database %1$s allow_connections false;\n%2$s\ndrop database if exists %1$s;"
                            .formatted(identifier(name), endSessions(name)));
        }
    }

    /** Waits until they are gone: what is asked to end does so a moment later. */
    private static String endSessions(String name) {
        return """
                do $$ begin
                  for i in 1..100 loop
                    perform pg_terminate_backend(pid) from pg_stat_activity
                        where datname = %1$s and pid <> pg_backend_pid();
                    perform pg_stat_clear_snapshot();
                    exit when not exists (select from pg_stat_activity where datname = %1$s);
                    perform pg_sleep(0.1);
                  end loop;
                end $$;""".formatted(literal(name));
    }

    /**
     * Takes one out of its place and puts another there, both or neither.
     *
     * @param aside what the one in place is called from then on
     * @param in what is put in its place
     */
    void swap(String place, String aside, String in) {
        String tried = "Could not rename the databases " + place + " and " + in + " on " + shown;
        // Nobody gets in any more between the end of the sessions and the renaming.
        server.tell(tried, MAINTENANCE, """
                alter database %1$s allow_connections false;
                %4$s
                %5$s
                begin;
                alter database %1$s rename to %2$s;
                alter database %3$s rename to %1$s;
                alter database %2$s allow_connections true;
                alter database %1$s allow_connections true;
                commit;""".formatted(
                        identifier(place), identifier(aside), identifier(in), endSessions(place), endSessions(in)));
    }

    /** Gives one another name, having ended its sessions. */
    void rename(String from, String to) {
        String tried = "Could not rename the database " + from + " to " + to + " on " + shown;
        server.tell(tried, MAINTENANCE, """
                alter database %1$s allow_connections false;
                %3$s
                begin;
                alter database %1$s rename to %2$s;
                alter database %2$s allow_connections true;
                commit;""".formatted(identifier(from), identifier(to), endSessions(from)));
    }

    void allowConnections(String name) {
        server.tell(
                "Could not open the database " + name + " again on " + shown,
                MAINTENANCE,
                "alter database " + identifier(name) + " allow_connections true;");
    }

    /** Writes on a database what it is. */
    void comment(String name, String text) {
        server.tell(
                "Could not write a comment on the database " + name + " on " + shown,
                MAINTENANCE,
                "comment on database " + identifier(name) + " is " + literal(text) + ";");
    }

    /** What is written on a database; empty for nothing. */
    String comment(String name) {
        return server
                .ask("Could not look at the database " + name + " on " + shown, MAINTENANCE, """
                        select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database
                        where datname = %s;""".formatted(
                                literal(name)))
                .stream()
                .map(List::getFirst)
                .findFirst()
                .orElse("");
    }
}
