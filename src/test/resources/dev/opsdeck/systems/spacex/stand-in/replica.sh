# A standby that copies the database when it has none, and follows.
set -e
if [ ! -s /tmp/db/PG_VERSION ]; then
    pg_basebackup --host=postgres --username=spacex_user --pgdata=/tmp/db --write-recovery-conf --no-sync --checkpoint=fast
fi
exec postgres -D /tmp/db -c listen_addresses='*' -c unix_socket_directories=/tmp -c fsync=off
