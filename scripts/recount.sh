#!/usr/bin/env bash
# recount.sh: has a running platform count all boards, statistics and analytics anew from the results, and waits for the end. People may play meanwhile.
# Needed only where a store was restored, or where audit.sh has found differences. Broken off it goes on in the platform.
#   GATEWAY_URL                 where the gateway is, if not on this machine
#   ADMIN_TOKEN                 an admin's access token
#   ADMIN_NAME, ADMIN_PASSWORD  or who signs in; asked for where they are not set
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 0 ] || misused "$@"
need_dotnet
tool admin "$gateway" recount
