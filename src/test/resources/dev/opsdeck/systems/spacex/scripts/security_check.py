# Stands in for the project's own script; a shell reads it. It looks and installs nothing.
. "$(dirname "$0")/common.sh"
findings=0
if sql "select count(*) from pg_stat_ssl s join pg_stat_activity a using (pid) where not ssl and application_name like 'spacex%' and client_addr is not null" | grep -qv '^0$'; then findings=1; echo "sessions without SSL"; fi
curl --silent --output /dev/null --write-out '%{http_code}' -X POST "$API_URL/api/admin/refresh" | grep -q 401 || { findings=$((findings + 1)); echo "admin calls are open"; }
echo "$findings findings"
[ "$findings" = 0 ]
