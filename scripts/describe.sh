#!/usr/bin/env bash
# describe.sh: writes docs/openapi.json anew, the description of the platform, from what its code says of itself, and docs/promises.txt, what clients rely
# on. A change that breaks a promise must be declared in CHANGELOG.md.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 0 ] || misused "$@"
need_dotnet

cd "$root"
dotnet run --project tests/Describe --configuration Local --verbosity quiet
git --no-pager diff --stat -- docs/openapi.json docs/promises.txt
