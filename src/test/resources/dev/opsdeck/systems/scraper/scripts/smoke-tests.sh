#!/bin/bash
# A line for each test; ends with the number of those that failed.
. /app/lib.sh
bad=0
try() {
  if said=$("${@:2}" 2>&1); then echo "ok      $1"; else echo "FAILED  $1: $said"; bad=$((bad + 1)); fi
}
try database sql "$DATABASE" 'select count(*) from posts'
try queue queue ping
try cache cache ping
try health curl -fsS "http://127.0.0.1:$PORT/health"
try posts curl -fsS "http://127.0.0.1:$PORT/posts"
echo "$VERSION: $bad of 5 failed"
exit $bad
