#!/bin/sh
# prisma migrate status | resolve --rolled-back NAME, on the table that Prisma keeps.
. /srv/environment/.env
export PGPASSWORD=$DB_PASSWORD
ask() { psql "$DATABASE" -qtA -v ON_ERROR_STOP=1 -c "$1"; }
case "$3" in
status)
    ask "select migration_name || ': ' || case when rolled_back_at is not null then 'rolled back, not applied'
         when finished_at is null then 'failed' else 'applied' end from _prisma_migrations order by 1" || exit 2
    [ "$(ask "select count(*) from _prisma_migrations where finished_at is null and rolled_back_at is null")" = 0 ]
    ;;
resolve)
    [ "$(ask "update _prisma_migrations set rolled_back_at = now()
              where migration_name = '$5' and finished_at is null returning 1")" = 1 ] && echo "$5 is marked as rolled back"
    ;;
*) exit 2 ;;
esac
