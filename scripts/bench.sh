#!/usr/bin/env bash
# bench.sh: prints three tables: requests per second and p99 of the hot paths of the Local build, beside bare Kestrel returning the same bytes; of
# the same paths through the gateway, beside those without it; and of those that could grow with the players, for few and many of them.
#   SECONDS_EACH=4   how long each row is measured, after as long a warm-up
#   PLAYERS=10000    how many stand on the board
#   MANY=1000000     how many do for the third table; 0: no such table. A million take some five minutes and 8 GB in the folder for temporary files
# Everything runs on this machine's loopback, load generator included: read the ratios, not the numbers.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 0 ] || misused "$@"
need_dotnet
need_curl
command -v wrk >/dev/null || fail "wrk is missing: apt-get install wrk (or your system's package of that name), then run this again."

each=${SECONDS_EACH:-4} few=${PLAYERS:-10000} many=${MANY:-1000000}
work=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  pids=()
}
trap 'stop; rm -rf "$work"' EXIT

cd "$root"
for what in scripts/apps.slnf scripts/seed tests/Benchmarks; do
  dotnet build $what --configuration Local --verbosity quiet --nologo >"$work/build.log" || { cat "$work/build.log"; exit 1; }
done
bench=(dotnet tests/Benchmarks/bin/Local/net10.0/QuizPlatform.Benchmarks.dll)

users=http://127.0.0.1:3911 quizzes=http://127.0.0.1:3912 results=http://127.0.0.1:3913 bare=http://127.0.0.1:3914 door=http://127.0.0.1:3915
key=$(head -c 32 /dev/urandom | base64)
json=(--silent --header "Content-Type: application/json")
people=128 # half of them hand in, so that each has something else to do in between
# start DLL ARGUMENTS...
start() {
  Local__DataDirectory=$work/data RateLimits__Enabled=false Tokens__Issuer=$users Gateway__Key=$key \
    Services__Users=$users Services__Quizzes=$quizzes Services__Results=$results \
    Logging__LogLevel__Default=Warning dotnet "$1.dll" "${@:2}" >"$work/$(basename "$1").log" 2>&1 &
  pids+=($!)
}

# sign_in USERNAME: the token of one whom seed.sh makes
sign_in() {
  curl "${json[@]}" --data "{\"username\":\"$1\",\"password\":\"seeded players play\"}" $users/api/users/login |
    grep -o '"token":"[^"]*' | cut -d'"' -f4
}

# begin PLAYERS: the platform with so many players, tokens of some in two files, and a quiz
begin() {
  rm -rf "$work/data" "$work/tokens" "$work/others"
  dotnet scripts/seed/bin/Local/net10.0/QuizPlatform.Seed.dll "$work/data" "$1" 100 >"$work/seed.log"
  start functions/Users/bin/Local/net10.0/QuizPlatform.Users --port 3911
  start functions/Quizzes/bin/Local/net10.0/QuizPlatform.Quizzes --port 3912
  start functions/Results/bin/Local/net10.0/QuizPlatform.Results --port 3913
  start gateway/bin/Local/net10.0/QuizPlatform.Gateway --urls $door
  local port i
  for port in 3911 3912 3913 3915; do
    for ((i = 0; i < 300; i++)); do ! healthy $port || break; sleep 0.2; done
    healthy $port || fail "Nothing answers at port $port after a minute: $(tail -n 3 "$work"/*.log)"
  done
  for ((i = 1; i <= people; i++)); do
    sign_in "player$i" >>"$work/$([ $i -le $((people / 2)) ] && echo tokens || echo others)"
  done
  token=$(head -n 1 "$work/tokens")
  # Under the rule "best" every result counts on the boards: the dearest case.
  quiz=$(curl "${json[@]}" --header "Authorization: Bearer $(sign_in author)" --data '{"title":"Bench","settings":{"leaderboardCounts":"best"},"questions":[
    {"question":"1?","options":["a","b","c","d"],"correctAnswer":1},{"question":"2?","options":["a","b","c","d"],"correctAnswer":1},
    {"question":"3?","options":["a","b","c","d"],"correctAnswer":1}]}' $quizzes/api/quizzes | grep -o '"id":"[^"]*' | head -n 1 | cut -d'"' -f4)
  write_requests
  # So that there is something to see around it.
  curl "${json[@]}" --output /dev/null --header "Authorization: Bearer $token" --data "{\"quizId\":\"$quiz\",\"answers\":[1]}" $results/api/results/submit
}

# write_requests: what wrk is to send
write_requests() {
  cat >"$work/submit.lua" <<LUA
local tokens = {}
for line in io.lines("$work/tokens") do tokens[#tokens + 1] = line end
local n = 0
request = function()
  n = n + 1
  return wrk.format("POST", "/api/results/submit",
    { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. tokens[n % #tokens + 1] },
    '{"quizId":"$quiz","answers":[' .. n % 4 .. ',1,2],"timeSpent":30}')
end
LUA
  cat >"$work/around.lua" <<LUA
request = function() return wrk.format("GET", "/api/leaderboard?around=me", { ["Authorization"] = "Bearer $token" }) end
LUA
  cat >"$work/login.lua" <<LUA
local n = 0
request = function()
  n = n + 1
  return wrk.format("POST", "/api/users/login", { ["Content-Type"] = "application/json" },
    '{"username":"player' .. n % $people + 1 .. '","password":"seeded players play"}')
end
LUA
}

# warm_up URL [SCRIPT]
warm_up() {
  wrk --threads 2 --connections 64 --duration "${each}s" --timeout 30s ${2:+--script "$2"} "$1" >/dev/null
}
# measure URL [SCRIPT]: requests per second, p99, and errors, if any
measure() {
  wrk --threads 2 --connections 64 --duration "${each}s" --timeout 30s --latency ${2:+--script "$2"} "$1" |
    awk '/Requests\/sec/ { rps = $2 } $1 == "99%" { p99 = $2 } /Non-2xx|Socket errors/ { bad = bad " " $0 } END { printf "%s %s %s", rps, p99, bad }'
}
# row NAME URL [SCRIPT] [REFERENCE]: the same bytes from the reference, or the same requests to it, which is warm already
row() {
  local name=$1 rps p99 bad reference=${4:-} against=
  warm_up "$2" "${3:-}"
  read -r rps p99 bad <<<"$(measure "$2" "${3:-}")"
  if [ -n "$reference" ]; then
    local other_rps other_p99
    read -r other_rps other_p99 _ <<<"$(measure "$reference" "${3:-}")"
    against=$(awk -v a="$rps" -v b="$other_rps" -v p="$other_p99" 'BEGIN { printf "%d/s, p99 %s: %.0f %%", b, p, 100 * a / b }')
  fi
  printf '%-34s %10.0f %10s   %s %s\n' "$name" "$rps" "$p99" "$against" "$bad"
  last=$rps
}
# all_quizzes: their ids, in a file
all_quizzes() {
  curl --silent "$quizzes/api/quizzes?category=Addition&limit=50" | grep -o '"id":"[^"]*' | cut -d'"' -f4 >"$work/quizzes"
}
# told ERRORS: a figure that counts errors is none
told() { [ -z "$1" ] || echo "not all was answered as it should: $1" >&2; }
# grown: what could grow with the players, of the platform that runs: requests a second of three, and how long boards take, in milliseconds
grown() {
  local board lag around submit bad
  warm_up $results/api/leaderboard
  read -r board _ bad <<<"$(measure $results/api/leaderboard)"
  told "$bad"
  all_quizzes
  # Of others, for this takes them to the top, where a place is quickly counted.
  lag=$("${bench[@]}" lag $results "$work/others" "$work/quizzes" 50 16)
  warm_up $results "$work/around.lua"
  read -r around _ bad <<<"$(measure $results "$work/around.lua")"
  told "$bad"
  warm_up $results "$work/submit.lua" # last, for what follows goes on after it
  read -r submit _ bad <<<"$(measure $results "$work/submit.lua")"
  told "$bad"
  echo "$board $around $submit $lag"
}
table() { printf '%-34s %10s %10s   %s\n' "$1" "requests/s" "p99" "$2"; }

begin "$few"
curl --silent --output "$work/leaderboard.json" $results/api/leaderboard
curl --silent --output "$work/quiz.json" "$quizzes/api/quizzes/$quiz"
curl --silent --output "$work/page.html" "$door/quizzes/$quiz"
"${bench[@]}" bare 3914 "/leaderboard=$work/leaderboard.json" "/quiz=$work/quiz.json" "/page=$work/page.html" >"$work/bare.log" 2>&1 &
pids+=($!)
for ((i = 0; i < 100; i++)); do ! curl --silent --output /dev/null $bare/quiz || break; sleep 0.1; done
for path in leaderboard quiz page; do warm_up $bare/$path; done

table "Local, 64 connections, $(nproc) cores" "bare Kestrel, same bytes: ratio"
row "GET leaderboard, $few players" $results/api/leaderboard "" $bare/leaderboard
get=$last
row "GET quiz" "$quizzes/api/quizzes/$quiz" "" $bare/quiz
row "a quiz's page" "$door/quizzes/$quiz" "" $bare/page
watched=$((each - 1))
{ sleep "$each" && "${bench[@]}" flushes "$work/data" $watched >"$work/flushes"; } & # after the warm-up
watching=$!
row "POST submit (durable)" $results "$work/submit.lua"
submit=$last
read -r behind behind_seconds <<<"$("${bench[@]}" backlog "$work/data")"
wait $watching
row "POST login (PBKDF2)" $users "$work/login.lua"
read -r -a flushes <"$work/flushes"
took=$("${bench[@]}" floor "$work/floor" "${flushes[@]}")
awk -v n="$submit" -v watched=$watched -v took="$took" -v flushes=$((flushes[0] + flushes[2])) -v behind="$behind" -v seconds="$behind_seconds" 'BEGIN {
  floor = n * watched / took
  printf "\nsubmit: %.0f flushed transactions a second; as many with as many bytes by themselves would do for %.0f/s: %.0f %%\n",
    flushes / watched, floor, 100 * n / floor
  printf "        at the end %d messages of what follows were left, and done %.1f s later\n", behind, seconds }'
all_quizzes
read -r median p99 _ <<<"$("${bench[@]}" lag $results "$work/others" "$work/quizzes" 400 8)"
printf '        at 400/s it takes %s ms until the board shows a result, p99 %s ms\n' "$median" "$p99"
echo
table "Through the gateway" "without it: ratio"
row "GET leaderboard, $few players" $door/api/leaderboard "" $results/api/leaderboard
row "GET quiz" "$door/api/quizzes/$quiz" "" "$quizzes/api/quizzes/$quiz"
row "POST submit (durable)" $door "$work/submit.lua" $results

# What one check costs, as a share of the processor time that one request has at the rates above.
read -r first remembered <<<"$("${bench[@]}" tokens)"
awk -v f="$first" -v r="$remembered" -v get="$get" -v submit="$submit" -v cores="$(nproc)" 'BEGIN {
  printf "\ntoken check: %.0f us the first time, %.2f us once remembered: %.1f %% of a hot GET, %.2f %% of a submit\n",
    f / 1000, r / 1000, 100 * r * get / (cores * 1e9), 100 * r * submit / (cores * 1e9) }'

[ "$many" -gt 0 ] || exit 0
stop
begin "$few"
read -r -a at_few <<<"$(grown)"
stop
begin "$many"
read -r -a at_many <<<"$(grown)"
printf '\n%-34s %12s %12s   %s\n' "As the players grow" "$few" "$many" "growth of the cost"
names=("GET leaderboard, requests/s" "GET leaderboard, around=me" "POST submit (durable)" "result to board, 50/s: median, ms" "result to board, 50/s: p99, ms")
for i in "${!names[@]}"; do
  awk -v i="$i" -v name="${names[i]}" -v few="${at_few[i]}" -v many="${at_many[i]}" \
    'BEGIN { printf "%-34s %12.0f %12.0f   %.1f x\n", name, few, many, i < 3 ? few / (many > 0 ? many : 1) : many / few }'
done
[ "${at_few[5]}${at_many[5]}" = 00 ] || echo "results that boards did not show within 30 s: ${at_few[5]} and ${at_many[5]}"
