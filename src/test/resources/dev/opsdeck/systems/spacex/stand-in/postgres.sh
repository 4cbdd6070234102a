# A PostgreSQL that makes its database when it has none, and lets a replica follow.
set -e
if [ ! -s /var/lib/postgresql/db/PG_VERSION ]; then
    initdb --pgdata=/var/lib/postgresql/db --username=spacex_user --auth=trust --no-sync >/dev/null
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=postgres -keyout /var/lib/postgresql/db/server.key -out /var/lib/postgresql/db/server.crt 2>/dev/null
    chmod 600 /var/lib/postgresql/db/server.key
    cat >/var/lib/postgresql/db/pg_hba.conf <<'RULES'
local all all trust
host all spacex_user 127.0.0.1/32 trust
host replication spacex_user all trust
host all all all scram-sha-256
RULES
    postgres --single -D /var/lib/postgresql/db postgres >/dev/null <<'SQL'
create database spacex_launches
SQL
    postgres --single -D /var/lib/postgresql/db postgres >/dev/null <<'SQL'
alter role spacex_user password 'launch-window-7'
SQL
fi
exec postgres -D /var/lib/postgresql/db -c listen_addresses='*' -c ssl=on -c fsync=off -c unix_socket_directories=/tmp,/var/run/postgresql \
    -c shared_buffers=32MB -c max_connections=60 -c log_line_prefix='%m [%p] '
