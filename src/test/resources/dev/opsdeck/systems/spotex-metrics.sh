#!/bin/sh
# What exporters tell Prometheus: the machine, the pages, the certificate, the database.
# One at a time: on a slow machine who asks before the last look ended gets what the one before it saw.
exec 9>/tmp/metrics.lock
flock -n 9 || { cat /tmp/metrics 2>/dev/null; exit 0; }
look() {
    df -P -k / | awk 'NR == 2 {
        printf "node_filesystem_size_bytes{mountpoint=\"/\"} %.0f\nnode_filesystem_avail_bytes{mountpoint=\"/\"} %.0f\n", $2 * 1024, $4 * 1024 }'
    awk '/^Mem(Total|Available):/ { sub(":", "", $1); sub("Mem", "", $1); printf "node_memory_Mem%s_bytes %.0f\n", $1, $2 * 1024 }' /proc/meminfo
    for page in admin agency; do
        seconds=$(curl -sf -m 5 -o /dev/null -w '%{time_total}' "http://nginx/$page") && up=1 || up=0
        echo "probe_success{instance=\"https://$page.spotexsrl.com\"} $up"
        echo "probe_duration_seconds{instance=\"https://$page.spotexsrl.com\"} ${seconds:-0}"
    done
    end=$(openssl s_client -connect nginx:443 -servername admin.spotexsrl.com </dev/null 2>/dev/null | openssl x509 -noout -enddate | cut -d= -f2)
    [ -z "$end" ] || echo "probe_ssl_earliest_cert_expiry{instance=\"https://admin.spotexsrl.com\"} $(date -d "$end" +%s)"
    psql "$DATABASE" -qtA -F ' ' -c "select sum(total_exec_time) / 1000, sum(calls) from pg_stat_statements" 2>/dev/null |
        awk '{ printf "pg_stat_statements_seconds_total %s\npg_stat_statements_calls_total %s\n", $1, $2 }'
}
look >/tmp/metrics.new
mv /tmp/metrics.new /tmp/metrics
cat /tmp/metrics
