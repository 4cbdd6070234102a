# Stands in for the project's own script; a shell reads it.
. "$(dirname "$0")/common.sh"
sql "create index if not exists launches_by_status on launches (status, launch_date); analyze launches"
echo "optimized"
