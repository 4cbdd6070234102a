#!/bin/bash
# Has an instance take nothing new, and waits until it has nothing open. undo takes that back.
. /app/lib.sh
case ${2-} in
  undo) queue del "draining:$1" >/dev/null; echo "$1 is back in service" ;;
  is-drained) [ -n "$(queue get "drained:$1")" ] ;;
  *)
    queue set "draining:$1" 1 ex 600 >/dev/null
    for _ in $(seq 60); do
      if [ -n "$(queue get "drained:$1")" ]; then echo "$1 takes nothing new and has nothing open"; exit 0; fi
      sleep 0.5
    done
    queue del "draining:$1" >/dev/null
    echo "$1 did not get empty, or there is no such instance"
    exit 1
    ;;
esac
