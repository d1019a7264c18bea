#!/usr/bin/env bash
# smoke.sh: plays the first part of the story on a running platform with curl: register, sign in, find a quiz, take it, see oneself on the board, and go.
# The quiz is a sample, whose statistics are nobody's, or one of its own if the sample is archived.
#   GATEWAY_URL                          where the gateway is, if not on this machine: what a deployment tells
#   USERS_URL, QUIZZES_URL, RESULTS_URL  the services themselves, to go beside the gateway
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 0 ] || misused "$@"
need_curl

users=${USERS_URL:-$gateway} quizzes=${QUIZZES_URL:-$gateway} results=${RESULTS_URL:-$gateway}
passed=0
body=$(mktemp)
json=(--header "Content-Type: application/json")
name=smoke$(date +%s)$RANDOM
account="\"password\":\"correct horse battery $RANDOM\""
login=("${json[@]}" --data "{\"email\":\"$name@example.com\",$account}" "$users/api/users/login")
bearer=() registered='' own_quiz=''

# Whatever failed, the account goes.
go() {
  if [ -n "$registered" ]; then
    [ ${#bearer[@]} -gt 0 ] || ask "${login[@]}"
    [ ${#bearer[@]} -gt 0 ] || bearer=(--header "Authorization: Bearer $(field token)")
    [ -z "$own_quiz" ] || ask "${bearer[@]}" --request DELETE "$quizzes/api/quizzes/$own_quiz"
    ask "${bearer[@]}" "${json[@]}" --request DELETE --data "{$account}" "$users/api/users/profile"
  fi
  rm -f "$body"
}
trap 'go || true' EXIT

# ask CURL-ARGUMENTS...: the answer in $body, its status in $status
ask() {
  status=$(curl --silent --max-time 15 --output "$body" --write-out '%{http_code}' "$@" || true)
}

# check WHAT STATUS CURL-ARGUMENTS...
check() {
  local what=$1 expected=$2
  shift 2
  ask "$@"
  if [ "$status" != "$expected" ]; then
    echo "FAILED  $what: expected $expected, got $status"
    cat "$body"
    fail "$passed passed, 1 failed"
  fi
  echo "ok      $what"
  passed=$((passed + 1))
}

# field NAME: the first string or number of that name in the last answer
field() {
  grep -o "\"$1\":\"\\?[^\",}]*" "$body" | head -n 1 | sed 's/^"[^"]*":"\{0,1\}//'
}

for url in $(printf '%s\n' "$users" "$quizzes" "$results" | sort -u); do
  ask "$url/health"
  [ "$status" != 000 ] || fail "Nothing answers at $url: start the platform first, with ./scripts/start-services.sh."
  check "$url is healthy" 200 "$url/health"
done
[ "$users" != "$gateway" ] || check "the first page" 200 "$gateway/" --header "Accept: text/html"

registered=yes
check "register" 201 "${json[@]}" --data "{\"username\":\"$name\",\"email\":\"$name@example.com\",$account}" "$users/api/users/register"
check "a second time is refused" 409 "${json[@]}" --data "{\"username\":\"$name\",\"email\":\"$name@example.com\",$account}" "$users/api/users/register"
check "sign in" 200 "${login[@]}"
bearer=(--header "Authorization: Bearer $(field token)")
check "profile" 200 "${bearer[@]}" "$users/api/users/profile"
check "no profile without a token" 401 "$users/api/users/profile"
check "list quizzes" 200 "$quizzes/api/quizzes"
quiz=0190000000007000800000000000000a # SampleQuizzes.JavaScriptId
ask "$quizzes/api/quizzes/$quiz"
if [ "$status" = 404 ]; then
  check "write a quiz" 201 "${bearer[@]}" "${json[@]}" "$quizzes/api/quizzes" --data '{"title":"Smoke","questions":[
    {"question":"Is there fire?","options":["yes","no"],"correctAnswer":0}]}'
  quiz=$(field id) own_quiz=$quiz
fi
check "get one quiz" 200 "$quizzes/api/quizzes/$quiz"
grep -q correctAnswer "$body" && fail "FAILED  a player can see the answers"
check "submit answers" 201 "${bearer[@]}" "${json[@]}" --data "{\"quizId\":\"$quiz\",\"answers\":[0],\"timeSpent\":30}" "$results/api/results/submit"
check "the result can be read again" 200 "${bearer[@]}" "$results/api/results/$(field id)"
for ((i = 0; i < 150; i++)); do
  check "leaderboard around me" 200 "${bearer[@]}" "$results/api/leaderboard?around=me&limit=1&quizId=$quiz" >/dev/null
  grep -q "\"displayName\":\"$name\"" "$body" && break
  if [ $i -lt 50 ]; then sleep 0.1; else sleep 2; fi # in Azure an event may meet a cold start
done
grep -q "\"displayName\":\"$name\"" "$body" || fail "FAILED  the board does not show the result"
echo "ok      the board shows the result"
[ -z "$own_quiz" ] || check "archive the quiz" 204 "${bearer[@]}" --request DELETE "$quizzes/api/quizzes/$own_quiz"
own_quiz=
check "delete the account" 204 "${bearer[@]}" "${json[@]}" --request DELETE --data "{$account}" "$users/api/users/profile"
registered=
echo "$((passed + 1)) passed, 0 failed"
