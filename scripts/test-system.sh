#!/usr/bin/env bash
# test-system.sh [--smoke]: sets up and passes the tests.
#   (nothing)   builds everything and runs all tests, the ones on real processes included
#   --smoke     checks a running platform in seconds, with curl
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

case "$*" in
  "") ;;
  --smoke) exec "$root/scripts/smoke.sh" ;;
  *) misused "$@" ;;
esac

need_dotnet
need_curl
cd "$root"
[ -n "${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}" ] ||
  echo "There is no Chromium, so the browser tests are left out; with it they are in: apt-get install chromium"
results=$root/TestResults
rm -rf "$results"
dotnet build QuizPlatform.sln --configuration Local --verbosity quiet --nologo

# One project after the other: the system tests want the machine to themselves.
code=0
dotnet test QuizPlatform.sln --configuration Local --no-build --nologo --verbosity quiet -maxcpucount:1 \
  --logger trx --results-directory "$results" || code=$?

# The sum over all projects, from the counters each left behind.
sum() {
  cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'
}
total=$(sum total)
passed=$(sum passed)
failed=$(sum failed)
skipped=$((total - passed - failed))
# A project whose run broke off counts as a failure even if no test did.
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
[ "$total" -gt 0 ] || failed=1
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
