# shellcheck shell=bash
# Sourced by the scripts beside it: where things are, and the three services.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=$(realpath -m -- "${DATA_DIR:-$root/.data}") # one name, whatever links lead to it: the list of erasures lies beside it
run=$data/run

# name, folder and assembly, port
# shellcheck disable=SC2034 # those who source it use it
services=(
  "user-service Users ${USERS_PORT:-3001}"
  "quiz-service Quizzes ${QUIZZES_PORT:-3002}"
  "results-service Results ${RESULTS_PORT:-3003}"
)

fail() {
  echo "$*" >&2
  exit 1
}

# Without ICU .NET ends before anything of ours runs, and told to do without it, it takes one name in two spellings for two.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0

need_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET SDK is missing: install .NET 10 (https://dot.net, or your system's package manager) and run this again."
  local said
  said=$(dotnet --version 2>&1) || [[ $said != *ICU* ]] ||
    fail "The ICU library is missing, which .NET tells spellings of a name by: install it with your system's package manager" \
      "(libicu-dev on Debian and Ubuntu, libicu on Fedora, icu-libs on Alpine) and run this again."
}

need_curl() {
  command -v curl >/dev/null || fail "curl is missing: install it with your system's package manager and run this again."
}

# build WHAT: quiet unless it fails
build() {
  local said
  said=$(dotnet build "$1" --configuration Local --verbosity quiet --nologo 2>&1 9<&-) || fail "$said"$'\n'"The build failed."
}

# tool ARGUMENTS...: becomes what is in scripts/tools
tool() {
  build "$root/scripts/tools"
  exec dotnet "$root/scripts/tools/bin/Local/net10.0/QuizPlatform.Tools.dll" "$@"
}

# running NAME: whether the supervisor of that service, on these data, is alive
running() {
  local pid
  # By its command line and its data: after a reboot the number may be somebody else's, or another platform's.
  pid=$(cat "$run/$1.pid" 2>/dev/null) && [ -n "$pid" ] &&
    [[ $({ tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null) == *"supervise.sh $1 "* ]] &&
    { tr '\0' '\n' <"/proc/$pid/environ"; } 2>/dev/null | grep --quiet --line-regexp --fixed-strings "Local__DataDirectory=$data"
}

# One start or stop at a time on the same data. Children that may outlive the script must not inherit it: 9<&-
take_turns() {
  exec 9<"$data" || fail "$data cannot be read: check that it is yours."
  command -v flock >/dev/null || return 0
  flock --nonblock 9 || { echo "Another start or stop is at work on $data; waiting for it ..." && flock 9; }
}

healthy() {
  curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null "http://localhost:$1/health"
}

# Sets Local__ErasureList unless it is set: beside the data, so that it outlives them, or in them where nothing can be made beside.
find_erasure_list() {
  local list=${data%/}.erasures.log
  if [ ! -f "$list" ] && { [ -f "$data/erasures.log" ] || [ ! -w "$(dirname "$data")" ]; }; then list=$data/erasures.log; fi
  export Local__ErasureList=${Local__ErasureList:-$list}
}
