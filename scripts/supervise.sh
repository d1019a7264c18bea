#!/usr/bin/env bash
# supervise.sh NAME PORT COMMAND...: runs the command and starts it again when it dies, or when its port falls silent, until it is told to
# stop (SIGTERM), which it passes on and waits for. Gives up when the command cannot even start. Started by start-services.sh.
#   WATCH_SECONDS  (5)   a service that was healthy and then, three times running, refuses or keeps silent for that long is ended; 0: never
#   GRACE_SECONDS  (10)  between SIGTERM and SIGKILL for such a service
set -u
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -ge 3 ] || misused "$@"
name=$1 port=$2
shift 2
watch_seconds=${WATCH_SECONDS:-5}
grace_seconds=${GRACE_SECONDS:-10}
if ! [[ $watch_seconds =~ ^[0-9]+$ && $grace_seconds =~ ^[0-9]+$ ]]; then
  echo "supervisor: WATCH_SECONDS and GRACE_SECONDS must be whole numbers of seconds"
  exit 1
fi
# Were the supervisor killed, nobody would watch the service or stop it: then it is told to stop.
tie=()
setpriv --pdeathsig TERM true 2>/dev/null && tie=(setpriv --pdeathsig TERM)
stop_seconds=40 # longer than a service takes to drain
url=http://127.0.0.1:$port

say() {
  echo "supervisor: $name $*"
}

# ask PATH SECONDS: in $answer what the port says to that, or what is wrong with it; curl's exit code
ask() {
  answer=$(curl --silent --show-error --noproxy '*' --max-time "$2" --write-out ' (%{http_code})' "$url$1" 2>&1)
  local code=$?
  [[ $answer == *" (000)" ]] || code=0 # whose head has come is an answer, however long the rest of it takes
  case $code in
    0) answer="$1 answers $answer" ;;
    7) answer="port $port refuses connections" ;;
    28) answer="port $port is silent" ;;
  esac
  return $code
}

end() {
  kill -TERM "$child" 2>/dev/null
  sleep "$1"
  kill -KILL "$child" 2>/dev/null
}

# Any answer is a sign of life, an app's 404 or a 503 too; and so is everything that is not the service's silence (no memory for a curl, say).
watch() {
  local since=$SECONDS tell_after=10 failures=0
  until ask /health 5 && [[ $answer == *" (200)" ]]; do
    kill -0 $$ 2>/dev/null || exit
    local waited=$((SECONDS - since))
    if ((waited >= tell_after)); then
      say "is not healthy after $waited s: $answer"
      tell_after=$((2 * waited))
    fi
    sleep 1
  done
  kill -USR1 $$

  [ "$watch_seconds" != 0 ] || return
  while ((failures < 3)) && kill -0 $$ 2>/dev/null; do
    ask /health/live "$watch_seconds"
    case $? in
      7) failures=$((failures + 1)) && sleep "$watch_seconds" ;;
      28 | 52 | 56) failures=$((failures + 1)) ;;
      *) failures=0 && sleep "$watch_seconds" ;;
    esac
  done
  kill -0 $$ 2>/dev/null || exit
  say "was healthy and has failed three times for $watch_seconds s each ($answer); ending it"
  end "$grace_seconds"
}

# A process group of its own: what it runs, a probe or a pause, ends with it, and is waited for by it.
beside() {
  set -m
  { trap exit TERM; "$@"; } 2>/dev/null & # bash would tell there of each probe that it ended
  watcher=$!
  set +m
}

end_watcher() {
  [ -z "$watcher" ] || kill -TERM -- "-$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  watcher=
}

child='' watcher='' stopping='' was_healthy=''
stop() {
  stopping=yes
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
  [ -n "$child" ] || end_watcher
}
trap stop TERM INT
trap 'was_healthy=yes' USR1

quick=0
while [ -z "$stopping" ]; do
  started=$SECONDS
  "${tie[@]}" "$@" &
  child=$!
  beside watch
  [ -z "$stopping" ] || kill -TERM "$child" 2>/dev/null # told so before there was a child to pass it on to
  while :; do
    wait "$child"
    code=$?
    kill -0 "$child" 2>/dev/null || break
    # A signal ends the wait early. A service that drains may let its port go; one that hangs must not hang its supervisor.
    if [ "$stopping" = yes ]; then
      stopping=draining
      end_watcher
      beside end "$stop_seconds"
    fi
  done
  child=
  end_watcher
  [ -z "$stopping" ] || break

  # Exit code 1 within seconds is a service that said why it cannot start; killed ones come back however often, and so do those that once could.
  if [ "$code" -eq 1 ] && [ $((SECONDS - started)) -lt 10 ]; then quick=$((quick + 1)); else quick=0; fi
  if [ "$quick" -ge 3 ] && [ -z "$was_healthy" ]; then
    say "cannot start; giving up"
    exit 1
  fi
  say "ended with code $code, starting it again"
  beside sleep $((quick < 5 ? quick : 5))
  wait "$watcher"
done
