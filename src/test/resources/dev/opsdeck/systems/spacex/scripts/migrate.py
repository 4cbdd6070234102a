# Stands in for the project's own script; a shell reads it.
. "$(dirname "$0")/common.sh"
set -e
version() { sql "select coalesce(max(version), 0) from schema_migrations"; }
sql "create table if not exists schema_migrations (version int primary key, applied timestamptz default now())" >/dev/null 2>&1
echo "schema version before: $(version)"
for file in "$HOME_FOLDER"/migrations/*.sql; do
    number=$(basename "$file" | sed 's/_.*//; s/^0*//')
    if [ "$(sql "select count(*) from schema_migrations where version = $number")" = 0 ]; then
        { echo "begin;"; cat "$file"; echo "insert into schema_migrations (version) values ($number); commit;"; } | psql "$DATABASE_URL" -XqAt -v ON_ERROR_STOP=1 -f -
    fi
done
echo "schema version after: $(version)"
