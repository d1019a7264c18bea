#!/usr/bin/env bash
# Stops what start-services.sh started, and nothing else. Requests and messages being worked on are finished first; no data is lost.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ ! -d "$data" ] || take_turns

stopped=
for service in "${services[@]}"; do
  read -r name _ _ <<<"$service"
  if running "$name"; then
    kill -TERM "$(cat "$run/$name.pid")"
    stopped+=" $name"
  fi
done

for name in $stopped; do
  for ((i = 0; i < 300; i++)); do
    running "$name" || break
    sleep 0.1
  done
  running "$name" && fail "$name is still finishing its work (process $(cat "$run/$name.pid")); call this again in a moment."
  rm -f "$run/$name.pid"
  echo "$name stopped"
done
[ -n "$stopped" ] || echo "Nothing runs that start-services.sh started."
