#!/bin/bash
# upgrade|status|is-newest staging|production
. /app/lib.sh
case $2 in
  staging) db=$STAGING_DATABASE ;;
  production) db=$DATABASE ;;
  *) echo "there is no environment $2"; exit 2 ;;
esac
newest=$(ls /app/migrations | sort -n | tail -1)
newest=${newest%.sql}
name=$(sql "$db" 'select current_database()') || exit 2
sql "$db" 'create table if not exists schema_version (version int primary key, at timestamptz default now())' 2>/dev/null
version=$(sql "$db" 'select coalesce(max(version), 0) from schema_version') || exit 2
case $1 in
  is-newest) [ "$version" = "$newest" ] ;;
  status)
    for number in $(seq $((version + 1)) "$newest"); do echo "pending $number:"; cat "/app/migrations/$number.sql"; done
    echo "$2, database $name: schema version $version, newest $newest"
    ;;
  upgrade)
    for number in $(seq $((version + 1)) "$newest"); do
      psql "$db" -q -1 -v ON_ERROR_STOP=1 -f "/app/migrations/$number.sql" \
        -c "insert into schema_version (version) values ($number)" || exit 1
    done
    echo "$2, database $name: schema version $version before, $newest now"
    ;;
  *) echo "migrate.sh does not know $1"; exit 2 ;;
esac
