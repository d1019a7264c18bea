#!/usr/bin/env bash
# recount.sh: has a running platform count all boards, statistics and analytics anew from the results, and waits for the end. People may play meanwhile.
# It works for a minute and a half of every five, to leave the machine to them: thirty thousand players take minutes, a million hours.
# Needed only where a store was restored, or where audit.sh has found differences. Broken off it goes on in the platform.
# It ends with 0 when all is counted, 2 where it is called wrongly, 3 where it could not be done.
#   GATEWAY_URL                 where the gateway is, if not on this machine
#   ADMIN_NAME, ADMIN_PASSWORD  who signs in; asked for where they are not set, as is the code of a second factor
#   ADMIN_TOKEN                 or an admin's access token, which is good for a quarter of an hour
set -euo pipefail
unable=3
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 0 ] || misused "$@"
need_dotnet
ask_who_signs_in
tool admin "$gateway" recount
