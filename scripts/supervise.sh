#!/usr/bin/env bash
# supervise.sh NAME COMMAND...: runs the command and starts it again when it dies, until it is told to stop (SIGTERM), which it
# passes on and waits for. Gives up when the command cannot even start. Started by start-services.sh.
set -u
name=$1
shift

child=
stopping=
stop() {
  stopping=yes
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap stop TERM INT

quick=0
while [ -z "$stopping" ]; do
  started=$SECONDS
  "$@" &
  child=$!
  wait "$child"
  code=$?
  # A trapped signal ends the first wait early: the service is still draining.
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  [ -z "$stopping" ] || break

  # Exit code 1 within seconds is a service that said why it cannot start; killed ones come back however often.
  if [ "$code" -eq 1 ] && [ $((SECONDS - started)) -lt 10 ]; then quick=$((quick + 1)); else quick=0; fi
  if [ "$quick" -ge 3 ]; then
    echo "supervisor: $name cannot start; giving up"
    exit 1
  fi
  echo "supervisor: $name ended with code $code, starting it again"
  sleep "$quick"
done
