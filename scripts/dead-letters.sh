#!/usr/bin/env bash
# Looks at the messages that no handler could use, and sends them again; the platform may run meanwhile.
#   dead-letters.sh list [topic/subscription]
#   dead-letters.sh resend topic/subscription NUMBER|--all
#   dead-letters.sh delete topic/subscription NUMBER
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ ${1-} =~ ^(list|resend|delete)$ ]] || misused "$@"
need_dotnet
tool dead-letters "$data" "$root/infra/servicebus.json" "$@"
