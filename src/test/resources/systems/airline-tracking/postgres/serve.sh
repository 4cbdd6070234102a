data=/var/lib/postgresql/data
as() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
chown postgres:postgres $data
if [ ! -s $data/PG_VERSION ]; then
  as initdb --no-sync --auth=trust -D $data -U airline_tracker_user >/dev/null
  echo 'create database airline_tracker' | as postgres --single -D $data postgres >/dev/null
  echo 'host all all all trust' >>$data/pg_hba.conf
fi
mkdir -p /var/run/postgresql
chown postgres:postgres /var/run/postgresql
exec setpriv --reuid=postgres --regid=postgres --init-groups postgres -D $data -k /var/run/postgresql -c listen_addresses='*' -c fsync=off -c log_min_duration_statement=300
