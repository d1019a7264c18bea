# shellcheck shell=bash
# Sourced by the scripts beside it: where things are, and the services.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=$(realpath -m -- "${DATA_DIR:-$root/.data}") # one name, whatever links lead to it: the list of erasures lies beside it
run=$data/run
# shellcheck disable=SC2034 # by those that call a running platform
gateway=${GATEWAY_URL:-http://localhost:${GATEWAY_PORT:-3000}}

# name, folder and assembly, port
apps=(
  "user-service Users ${USERS_PORT:-3001}"
  "quiz-service Quizzes ${QUIZZES_PORT:-3002}"
  "results-service Results ${RESULTS_PORT:-3003}"
)

# Of an app there may be several instances (start-services.sh --scale): the second one of results-service is results-service-2, ten ports further. In
# $services those that run or, where ${scale[app]} says how many, shall; in $superfluous those that then run and shall not.
declare -A scale=()
find_services() {
  local app name folder port count i instance
  services=() superfluous=()
  for app in "${apps[@]}"; do
    read -r name folder port <<<"$app"
    count=${scale[${folder,,}]-}
    services+=("$app")
    for ((i = 2; i <= 9; i++)); do
      instance=$name-$i
      if [ $i -gt "${count:-9}" ]; then
        [ ! -e "$run/$instance.pid" ] || superfluous+=("$instance")
      elif [ -n "$count" ] || [ -e "$run/$instance.pid" ]; then
        services+=("$instance $folder $((port + 10 * (i - 1)))")
      fi
    done
  done
  services+=("gateway Gateway ${GATEWAY_PORT:-3000}") # last: it has nobody to ask before
}
find_services

# What a script ends with that could not do what it is for; one that sources this may set another.
: "${unable:=1}"

fail() {
  echo "$*" >&2
  exit "$unable"
}

# The head comment of the script that was called: what it does, and with what.
usage() {
  awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"
}

# misused ARGUMENTS...: refuses what the script does not know
misused() {
  echo "${0##*/} cannot be called with: ${*:-nothing}" >&2
  usage >&2
  exit 2
}

if [ "${1:-}" = --help ]; then
  usage
  exit 0
fi

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

# Sets ADMIN_NAME and ADMIN_PASSWORD, unless they are set or there is ADMIN_TOKEN.
ask_who_signs_in() {
  [ -z "${ADMIN_TOKEN-}" ] || return 0
  [ -n "${ADMIN_NAME-}" ] || read -rp "Admin's username or e-mail address: " ADMIN_NAME || fail "Nobody says who signs in: set ADMIN_NAME and ADMIN_PASSWORD."
  if [ -z "${ADMIN_PASSWORD-}" ]; then
    read -rsp "Password: " ADMIN_PASSWORD || fail "Nobody says the password: set ADMIN_PASSWORD."
    echo >&2
  fi
  export ADMIN_NAME ADMIN_PASSWORD
}

# stop_all NAME...: tells those services to stop and waits until each has finished what it is doing; in $told those that ran
stop_all() {
  local name i
  told=()
  for name in "$@"; do
    if running "$name"; then
      kill -TERM "$(cat "$run/$name.pid")"
      told+=("$name")
    else
      rm -f "$run/$name.pid"
    fi
  done
  for name in "${told[@]}"; do
    for ((i = 0; i < 300; i++)); do
      running "$name" || break
      sleep 0.1
    done
    running "$name" && fail "$name is still finishing its work (process $(cat "$run/$name.pid")); call this again in a moment."
    rm -f "$run/$name.pid"
    echo "$name stopped"
  done
}

# build WHAT
build() {
  local said
  echo "Building ..." >&2
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

# Whether something on that port says that it is well, on the path if one is given; the gateway tells of itself otherwise, and on /health of all.
healthy() {
  local path=${2:-/health}
  [ -n "${2-}" ] || [ "$1" != "${GATEWAY_PORT:-3000}" ] || path=/health/live
  curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null "http://localhost:$1$path"
}

# Sets Local__ErasureList unless it is set: beside the data, so that it outlives them, or in them where nothing can be made beside.
find_erasure_list() {
  local list=${data%/}.erasures.log
  if [ ! -f "$list" ] && { [ -f "$data/erasures.log" ] || [ ! -w "$(dirname "$data")" ]; }; then list=$data/erasures.log; fi
  export Local__ErasureList=${Local__ErasureList:-$list}
}
