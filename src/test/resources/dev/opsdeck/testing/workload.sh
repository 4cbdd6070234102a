# A service of the tests: /health on port 8080, and the misbehaviour that its variables ask for.
starts=$(($(cat /starts 2>/dev/null || echo 0) + 1))
echo $starts >/starts
mkdir -p /www

stop() {
    echo "stopping"
    sleep "${STOP_SECONDS:-0}"
    exit 0
}
trap stop TERM
[ -z "$IGNORE_STOP" ] || trap '' TERM

pause() {
    sleep "$1" &
    wait $!
}

echo "start $starts"
line=0
while [ $line -lt "${LINES_AT_START:-0}" ]; do
    line=$((line + 1))
    echo "line $line"
done

echo ok >/www/health
if [ $starts -gt 1 ]; then
    [ -z "$SICK_AFTER_RESTART" ] || rm -f /www/health
    pause "${SECONDS_TO_RESTART:-0}"
    if [ -n "$EXIT_AFTER_RESTART" ]; then
        echo "fatal: cannot open the store" >&2
        exit "$EXIT_AFTER_RESTART"
    fi
fi
httpd -p 8080 -h /www
echo "ready"
while :; do pause 3600; done
