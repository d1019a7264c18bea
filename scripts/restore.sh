#!/usr/bin/env bash
# restore.sh DIR [--erasures FILE|none]: puts the backup in DIR in the place of what the platform keeps. The platform must be stopped. What was
# there before is kept beside it. People on the list of erasures (Local__ErasureList, by default DATA_DIR.erasures.log) are deleted again.
#   --erasures FILE   another list to go by as well, e.g. the copy of one that is lost
#   --erasures none   there is no list: whoever was deleted since the backup was made comes back
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ ( $# -eq 1 || $#${2-} == 3--erasures ) && $1 != -* ]] || misused "$@"
need_dotnet
for service in "${services[@]}"; do
  read -r name _ _ <<<"$service"
  ! running "$name" || fail "$name runs: stop the platform first, with ./scripts/stop-services.sh. Nothing was changed."
done
find_erasure_list
tool backups "$root/functions" restore "$data" "$1" "$Local__ErasureList" ${3:+"$3"}
