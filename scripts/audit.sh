#!/usr/bin/env bash
# audit.sh [PERCENT]: has a running platform compare boards, places, statistics and analytics with what the results say, waits for the end, and prints the
# first hundred differences. PERCENT: of how many in a hundred players and quizzes; all where it is left out.
# It ends with 0 where all is as it should be, 1 where there are differences, 2 where it is called wrongly, 3 where it could not be done.
# People may play meanwhile. Broken off it goes on in the platform; called again it waits for that one's end.
#   GATEWAY_URL                 where the gateway is, if not on this machine
#   ADMIN_NAME, ADMIN_PASSWORD  who signs in; asked for where they are not set, as is the code of a second factor
#   ADMIN_TOKEN                 or an admin's access token, which is good for a quarter of an hour
set -euo pipefail
unable=3
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ $# -le 1 && ${1-100} =~ ^([1-9][0-9]?|100)$ ]] || misused "$@"
need_dotnet
ask_who_signs_in
tool admin "$gateway" audit "${1-100}"
