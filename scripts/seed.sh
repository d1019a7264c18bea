#!/usr/bin/env bash
# seed.sh --players N [--quizzes N] [--data DIR]: fills a new data directory as that many players would have left it, to see the platform at its size.
# A million take some minutes. Then: DATA_DIR=DIR ./scripts/start-services.sh, and sign in as player1 or author, with the password that this says.
#   --players N   accounts, each with one to four results; 10000000 at most
#   --quizzes N   published quizzes, all by author; 100 where it is left out, 100000 at most. The samples come beside them at the start
#   --data DIR    a new or empty folder; DATA_DIR, or .data in the repository, where it is left out
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
players='' quizzes=100 into=$data
while [ $# -gt 0 ]; do
  case ${2+$1} in
    --players) players=$2 ;;
    --quizzes) quizzes=$2 ;;
    --data) into=$2 ;;
    *) misused "$@" ;;
  esac
  shift 2
done
[ -n "$players" ] || misused
need_dotnet
build "$root/scripts/seed"
exec dotnet "$root/scripts/seed/bin/Local/net10.0/QuizPlatform.Seed.dll" "$(realpath -m -- "$into")" "$players" "$quizzes"
