#!/usr/bin/env bash
# backup.sh DIR: copies what the platform keeps (stores, messages, keys), all of one moment, into the folder DIR, which must be new or empty.
# The platform may run: nobody can write for some milliseconds, that is all. The list of erasures is not in it: README, "Backup".
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ $# -eq 1 && $1 != -* ]] || misused "$@"
need_dotnet
tool backups "$root/functions" backup "$data" "$(realpath -m -- "$1")"
