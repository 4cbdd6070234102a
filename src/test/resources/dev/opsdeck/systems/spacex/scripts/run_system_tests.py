# Stands in for the project's own script; a shell reads it.
. "$(dirname "$0")/common.sh"
passed=0; failed=0
try() { if curl --silent --fail --max-time 20 --output /dev/null "$1"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1"; fi; }
try "$API_URL/health"
try "$API_URL/api/launches"
[ "${1:-}" = --quick ] || { try "$API_URL/health/database"; try "$API_URL/health/redis"; try "$API_URL/health/celery"; try "$API_URL/version"; }
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
