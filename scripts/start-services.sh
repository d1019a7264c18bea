#!/usr/bin/env bash
# start-services.sh [--fresh] [--scale APP=N]...: sets up and runs the platform: builds what changed, starts the three services and the gateway before
# them, waits until they are healthy.
#   --fresh           first throws away the data of earlier runs
#   --scale APP=N     runs N instances (1 to 9) of users, quizzes or results, each further one on a port 10 higher; while the platform runs, starts or
#                     stops as many as it takes
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_dotnet
need_curl

# Only a folder that holds what the platform made and nothing else: DATA_DIR may be somebody's home.
nothing_foreign() {
  local path
  for path in "$data"/* "$data"/.[!.]*; do
    case ${path##*/} in
      bus | keys | mail | run | timers | restored | erasures.log | erasures.log.new | '*' | '.[!.]*') ;;
      *.db | *.db-journal | *.db-shm | *.db-turn | *.db-wal) ;;
      *) fail "$data holds more than the platform's data ($path), so --fresh leaves it alone: empty it yourself, or take another DATA_DIR." ;;
    esac
  done
}

# Whether somebody listens on that port, whatever it answers.
held() {
  timeout 2 bash -c ": <>/dev/tcp/localhost/$1" 2>/dev/null || [ $? -eq 124 ]
}

# Waits until a service that was started is well, for a minute.
wait_for() {
  local name=$1 port=$2 i
  for ((i = 0; ; i++)); do
    ! healthy "$port" || return 0
    if ! running "$name" || [ $i -ge 300 ]; then
      tail -n 5 "$run/$name.log" >&2
      fail "$name did not start; its log is $run/$name.log. What else was started runs on until you call ./scripts/stop-services.sh."
    fi
    [ $i -ne 15 ] || echo "Waiting for $name ... its last line: $(tail -n 1 "$run/$name.log")"
    sleep 0.2
  done
}

# Waits a moment until the gateway, which asks the apps by itself, has found all of them well.
wait_until_seen() {
  local i
  for ((i = 0; i < 50; i++)); do
    ! healthy "${GATEWAY_PORT:-3000}" /health || return 0
    sleep 0.2
  done
}

# What listens on a port although nothing runs: perhaps a service whose supervisor was killed, and which is ending.
free() {
  local i
  for ((i = 0; i < 50; i++)); do
    held "$1" || return 0
    [ $i -ne 5 ] || echo "Waiting for what listens on port $1 to end ..."
    sleep 0.2
  done
  return 1
}

random_key() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# Tells the gateway which instances there are, itself being there already or not yet.
tell_gateway() {
  local app service folder port instances separator=''
  {
    printf '{ "Services": {'
    for app in Users Quizzes Results; do
      instances=
      for service in "${services[@]}"; do
        read -r _ folder port <<<"$service"
        [ "$folder" != $app ] || instances+="${instances:+,}http://localhost:$port"
      done
      printf '%s "%s": "%s"' "$separator" $app "$instances"
      separator=,
    done
    printf ' } }\n'
  } >"$run/instances.json.new"
  mv "$run/instances.json.new" "$run/instances.json" # whole, for whoever reads it just now
}

arguments=("$@") fresh=
while [ $# -gt 0 ]; do
  case "$1 ${2-}" in
    "--fresh "*) fresh=yes && shift ;;
    "--scale users="[1-9] | "--scale quizzes="[1-9] | "--scale results="[1-9]) scale[${2%=*}]=${2#*=} && shift 2 ;;
    *) misused "${arguments[@]}" ;;
  esac
done
for service in "${services[@]}"; do
  read -r name _ port <<<"$service"
  [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65535 ]] ||
    fail "'$port' is no port for $name: GATEWAY_PORT, USERS_PORT, QUIZZES_PORT, RESULTS_PORT are numbers from 1 to 65535."
done
if [ -n "$fresh" ]; then
  nothing_foreign
  "$root/scripts/stop-services.sh" >/dev/null
fi

# shellcheck disable=SC2174 # the folders above it keep what they have
mkdir -p -m 700 "$data" 2>/dev/null || fail "$data cannot be made: check its path, the disk's space and that the place is yours."
take_turns

find_services # by now, and by what --scale says

for service in "${services[@]}"; do
  read -r name _ port <<<"$service"
  if running "$name"; then
    [ -z "$fresh" ] || fail "$name has been started meanwhile: call this again."
    echo "$name already runs on http://localhost:$port"
  elif ! free "$port"; then
    fail "Something that this script did not start already listens on port $port. Stop it, or choose other ports:" \
      "GATEWAY_PORT, USERS_PORT, QUIZZES_PORT, RESULTS_PORT."
  else
    to_start+=("$service")
  fi
done
if [ -z "${to_start+x}" ]; then
  tell_gateway
  stop_all "${superfluous[@]}"
  # One that another call has started may not be well yet.
  for service in "${services[@]}"; do
    read -r name _ port <<<"$service"
    wait_for "$name" "$port"
  done
  wait_until_seen
  echo "Everything runs. Stop it with ./scripts/stop-services.sh"
  exit 0
fi

if [ -n "$fresh" ]; then
  nothing_foreign
  rm -rf "${data:?}"/* "$data"/.[!.]*
fi

build "$root/scripts/apps.slnf"

# What is kept is nobody else's business: messages and logs name people's ids.
umask 077
mkdir -p "$run" 2>/dev/null || fail "$run cannot be made: check the disk's space and that $data is yours."
find_erasure_list
tell_gateway
# What the gateway signs a client's address with, and the apps believe it by.
[ -s "$run/gateway.key" ] || random_key >"$run/gateway.key"
gateway_key=$(cat "$run/gateway.key")
# What the gateway asks Results with for boards that somebody watches: the function key that Results keeps, made here before its first start.
results_keys=$data/keys/results.json
if [ ! -s "$results_keys" ]; then
  mkdir -p "$data/keys"
  printf '{ "functionKey": "%s", "masterKey": "%s" }\n' "$(random_key)" "$(random_key)" >"$results_keys"
fi
results_key=$(sed -n 's/.*"functionKey": *"\([^"]*\)".*/\1/p' "$results_keys")
# Letters become files, unless a server is named that takes them.
mail=${Mail__Folder-}
[ -n "$mail${Mail__SmtpHost-}" ] || mail=$data/mail
users=http://localhost:${USERS_PORT:-3001}
quizzes=http://localhost:${QUIZZES_PORT:-3002}
for service in "${to_start[@]}"; do
  read -r name folder port <<<"$service"
  command=(dotnet "$root/functions/$folder/bin/Local/net10.0/QuizPlatform.$folder.dll" --port "$port")
  [ "$name" != gateway ] || command=(dotnet "$root/gateway/bin/Local/net10.0/QuizPlatform.Gateway.dll"
    --urls "http://localhost:$port${GATEWAY_HTTPS_PORT:+;https://localhost:$GATEWAY_HTTPS_PORT}")
  # Its own session: closing the terminal leaves the platform running.
  Local__DataDirectory=$data Services__Users=$users Services__Quizzes=$quizzes Tokens__Issuer=$users \
    Gateway__Key=$gateway_key Gateway__InstancesFile=$run/instances.json Gateway__ProbeInstances=true \
    Mail__Folder=$mail Mail__Site=${Mail__Site:-http://localhost:${GATEWAY_PORT:-3000}} \
    Services__ResultsKey=${Services__ResultsKey:-$results_key} Live__PollMilliseconds=${Live__PollMilliseconds:-250} \
    setsid "$root/scripts/supervise.sh" "$name" "$port" "${command[@]}" \
    >>"$run/$name.log" 2>&1 </dev/null 9<&- &
  pid=$!
  # Nobody could stop a supervisor whose number is not there.
  { echo "$pid" >"$run/$name.pid"; } 2>/dev/null || { kill "$pid"; fail "$run/$name.pid cannot be written: check the disk's space and that $data is yours."; }
done
stop_all "${superfluous[@]}"
exec 9<&-

for service in "${to_start[@]}"; do
  read -r name _ port <<<"$service"
  wait_for "$name" "$port"
  printf '%-18s http://localhost:%s   log: %s\n' "$name" "$port" "${run#"$PWD"/}/$name.log"
done
wait_until_seen

cat <<EOF

The platform runs: open http://localhost:${GATEWAY_PORT:-3000} in a browser, or ask it:
  curl http://localhost:${GATEWAY_PORT:-3000}/api/quizzes
The whole story, request by request, is in quiz.http; ./scripts/test-system.sh --smoke plays its first part.
Stop with ./scripts/stop-services.sh
EOF
