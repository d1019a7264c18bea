#!/usr/bin/env bash
# mail.sh [N]: shows the last letter that the platform has written here, or the last N, the newest last. They are files in DATA_DIR/mail (.data/mail),
# since nobody delivers letters on a bare machine; a mail program opens the .eml beside each. They go after a day.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ $# -eq 0 || ($# -eq 1 && $1 =~ ^[1-9][0-9]{0,3}$) ]] || misused "$@"

shopt -s nullglob
letters=("$data"/mail/*.txt) # their names begin with the time
[ ${#letters[@]} -gt 0 ] || fail "There is no letter in $data/mail yet. Ask for one: http://localhost:${GATEWAY_PORT:-3000}/password/forgotten"
count=${1:-1}
[ "$count" -le ${#letters[@]} ] || count=${#letters[@]}
for letter in "${letters[@]: -$count}"; do
  printf -- '--- %s\n' "$(basename "$letter" .txt)"
  cat "$letter"
done
