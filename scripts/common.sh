# Sourced by the scripts beside it: where things are, and the three services.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=${DATA_DIR:-$root/.data}
run=$data/run

# name, folder and assembly, port
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
    fail "The ICU library is missing, which .NET tells spellings of a name by: install it with your system's package manager (libicu-dev on Debian and Ubuntu, libicu on Fedora, icu-libs on Alpine) and run this again."
}

need_curl() {
  command -v curl >/dev/null || fail "curl is missing: install it with your system's package manager and run this again."
}

# build WHAT: quiet unless it fails
build() {
  local said
  said=$(dotnet build "$1" --configuration Local --verbosity quiet --nologo 2>&1) || fail "$said"$'\n'"The build failed."
}

# tool ARGUMENTS...: becomes what is in scripts/tools
tool() {
  build "$root/scripts/tools"
  exec dotnet "$root/scripts/tools/bin/Local/net10.0/QuizPlatform.Tools.dll" "$@"
}

# running NAME: whether this script's supervisor of that service is alive
running() {
  local pid
  # By its command line: after a reboot the number may be somebody else's.
  pid=$(cat "$run/$1.pid" 2>/dev/null) && [[ $({ tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null) == *"supervise.sh $1 "* ]]
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
