# What the scraper's programs share. DATABASE, STAGING_DATABASE, QUEUE, CACHE (host and port) and PLATFORMS say where
# everything is; counts are kept in the queue's Redis, so that all instances count together.
queue() { redis-cli -h "${QUEUE%:*}" -p "${QUEUE#*:}" "$@"; }
cache() { redis-cli -h "${CACHE%:*}" -p "${CACHE#*:}" "$@"; }
sql() { PGCONNECT_TIMEOUT=20 psql "$1" -qtA -v ON_ERROR_STOP=1 -c "$2"; }
say() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $1 $2" >/proc/1/fd/1; }
micros() { date +%s%6N; }
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# counts NAME [NUMBER] NAME [NUMBER] …
counts() {
  while [ $# -gt 0 ]; do
    if [[ ${2-} =~ ^[0-9]+$ ]]; then echo "hincrby counts $1 $2"; shift 2; else echo "hincrby counts $1 1"; shift; fi
  done | queue >/dev/null
}

# failed KIND ENDPOINT MESSAGE: kept until the database can have it
failed() {
  say ERROR "$1 $2 failed: $3"
  queue rpush failures "$1|$2|$(echo "$3" | tr -d "'|" | tr '\n' ' ' | cut -c1-120)|$(now)" >/dev/null
}

keep_failures() {
  while IFS='|' read -r kind endpoint message at && [ -n "$kind" ]; do
    sql "$DATABASE" "insert into failures (kind, endpoint, message, at) values ('$kind', '$endpoint', '$message', '$at')"
  done < <(queue lpop failures 8)
}
