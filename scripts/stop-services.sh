#!/usr/bin/env bash
# stop-services.sh: stops what start-services.sh started, and nothing else. Requests and messages being worked on are finished first; no data is lost.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 0 ] || misused "$@"
[ ! -d "$data" ] || take_turns

names=()
for service in "${services[@]}"; do
  names=("${service%% *}" "${names[@]}") # the gateway first
done
stop_all "${names[@]}"
[ ${#told[@]} -gt 0 ] || echo "Nothing runs that start-services.sh started."
