#!/usr/bin/env bash
# audit.sh [PERCENT]: has a running platform compare boards, places, statistics and analytics with what the results say, waits for the end, and prints each
# difference. PERCENT: of how many in a hundred players and quizzes; all where it is left out. It ends with 1 where there are differences.
# People may play meanwhile. Broken off, or called twice, it goes on in the platform; called again it waits for that one's end.
#   GATEWAY_URL                 where the gateway is, if not on this machine
#   ADMIN_TOKEN                 an admin's access token
#   ADMIN_NAME, ADMIN_PASSWORD  or who signs in; asked for where they are not set
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ $# -le 1 && ${1-100} =~ ^([1-9][0-9]?|100)$ ]] || misused "$@"
need_dotnet
tool admin "$gateway" audit "${1-100}"
