#!/bin/bash
# The operational metrics as one JSON object; fails where one of them is not known.
curl -fsS "http://127.0.0.1:$PORT/stats" | awk -v at="$(date -u +%Y-%m-%dT%H:%M:%SZ)" -v uptime="$(ps -o etimes= -p 1 | tr -d ' ')" '
  { value[$1] = $2 }
  /^scraper_requests_total/ { requests += $2; if ($1 ~ /"5/) errors += $2 }
  /^scraper_scrapes_total/ { scrapes += $2; if ($1 ~ /"ok"/) ok += $2 }
  /^scraper_request_seconds_bucket/ && p95 == "" {
    match($1, /le="[^"]*/); limit = substr($1, RSTART + 4, RLENGTH - 4); buckets[++n] = limit " " $2
  }
  END {
    all = value["scraper_request_seconds_count"]
    for (i = 1; i <= n && p95 == ""; i++) { split(buckets[i], b, " "); if (b[2] >= all * 0.95 && b[1] != "+Inf") p95 = b[1] }
    if (!requests || !scrapes || p95 == "") { print "not enough was measured: no requests, no scrapes, or all too slow"; exit 1 }
    printf "{\"timestamp\":\"%s\",\"uptime\":%d,\"response_time_p95\":%s,\"error_rate\":%.3f,\"scraper_success_rate\":%.3f}\n",
      at, uptime, p95, errors / requests * 100, ok / scrapes * 100
  }'
