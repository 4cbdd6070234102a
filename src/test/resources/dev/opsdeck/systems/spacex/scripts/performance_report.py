# Stands in for the project's own script; a shell reads it.
. "$(dirname "$0")/common.sh"
echo "Performance of the last ${1#--}, generated $(date -u +%FT%TZ)"
curl --silent --fail "$API_URL/metrics"
sql "select 'rows of ' || relname || ': ' || n_live_tup from pg_stat_user_tables order by 1"
