#!/usr/bin/env bash
# The platform's four secrets. They live in Key Vault only: no template, parameter, deployment or log ever holds them.
#   token-signing-key  in the Users app's vault:   an EC P-256 private key (PKCS#8 PEM); each version of the secret is one key
#   quizzes-key        in the Results app's vault: the key with which Results calls the one internal function of Quizzes, GetAnswerKey
#   gateway-key        in the gateway's vault:     what the gateway signs clients' addresses with, and the apps believe it by
#   results-key        in the gateway's vault:     the key with which the gateway calls the one internal function of Results, GetChangedBoards
# azd runs `create` after provisioning and `share` after deploying. Without azd: the same, after eval "$(infra/outputs.sh NAME)".
# Each can be run again, also after one that was interrupted.
set -euo pipefail
umask 077
export MSYS_NO_PATHCONV=1 # Git Bash would take /subscriptions/… for a path; all files below are named without one

exec 3>&2 # what is tried again has its own standard error
say() { echo "secrets.sh: $*" >&3; }
fail() { say "$*"; exit 1; }

for name in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP USERS_VAULT RESULTS_VAULT GATEWAY_VAULT USERS_APP QUIZZES_APP RESULTS_APP; do
  [ -n "${!name:-}" ] || fail "$name is not set: azd hooks run postprovision, or without azd: eval \"\$(infra/outputs.sh NAME-OF-THE-DEPLOYMENT)\""
done
sites=/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Web/sites

work=$(mktemp -d)
opened=
admitted=
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
cd "$work"

azure() { az "$@" --subscription "$AZURE_SUBSCRIPTION_ID" --only-show-errors; }

finish() {
  trap '' INT TERM HUP
  for pair in $admitted; do
    azure keyvault network-rule remove --name "${pair%=*}" --ip-address "${pair#*=}" --output none ||
      say "${pair#*=} may still reach ${pair%=*}: az keyvault network-rule remove --name ${pair%=*} --ip-address ${pair#*=}"
  done
  for vault in $opened; do
    azure keyvault update --name "$vault" --public-network-access Disabled --output none ||
      say "$vault is still open to the public network: az keyvault update --name $vault --public-network-access Disabled"
  done
  cd / && rm -rf "$work"
}

# A role, a firewall's rule or an app's first start takes some minutes to work.
patiently() { # what, command
  local what=$1 delay=5 waited=0
  shift
  until "$@" 2> error; do
    ! grep -q AADSTS700024 error || fail "the sign-in of this pipeline has run out (AADSTS700024): sign in again (az login), then run this step again"
    [ "$waited" -lt 600 ] || fail "$what still refuses after ten minutes ($(said)): mend that, then azd hooks run postprovision (or postdeploy)"
    say "$what refuses yet ($(said)); next try in $delay s, ten minutes in all"
    sleep "$delay"
    waited=$((waited + delay))
    delay=$((delay < 60 ? delay * 2 : 60))
  done
}

said() { tr -d '\r' < error | sed -n 's/^ERROR: //; /[^[:space:]]/{p;q;}' | cut -c 1-200; }

# The names of a vault's secrets. Asked with a list: "you may not look" must never be taken for "there is none", or a new key would replace
# the old. A vault of a private network is opened for this machine alone, whose address the vault itself tells, and only until the end.
look() { # vault
  azure keyvault secret list --vault-name "$1" --query '[].name' --output tsv > names 2> refusal && return 0
  local address
  address=$(sed -n 's/.*Client address: \([0-9.]*\).*/\1/p' refusal | head -n 1)
  if grep -qi 'private link' refusal && [[ " $opened " != *" $1 "* ]]; then
    opened="$opened $1"
    azure keyvault update --name "$1" --public-network-access Enabled --default-action Deny --output none || fail "$1 does not let itself be opened: $(said)"
  elif [ -n "$address" ] && [[ " $admitted " != *" $1=$address "* ]]; then
    admitted="$admitted $1=$address"
    azure keyvault network-rule add --name "$1" --ip-address "$address" --output none || fail "$1 does not admit $address: $(said)"
  fi
  cat refusal >&2
  return 1
}

# What a killed run left open in a private deployment, which is the one whose vaults have private endpoints, is closed at the end of this one.
find_open() {
  local vault addresses address
  azure keyvault list --resource-group "$AZURE_RESOURCE_GROUP" --output tsv --query "[?properties.privateEndpointConnections && \
properties.publicNetworkAccess=='Enabled'].[name, join(' ', properties.networkAcls.ipRules[].value || [''])]" > open 2> error ||
    fail "the vaults of $AZURE_RESOURCE_GROUP cannot be listed: $(said)"
  while IFS=$'\t' read -r vault addresses; do
    opened="$opened $vault"
    for address in $addresses; do admitted="$admitted $vault=$address"; done
  done < <(tr -d '\r' < open)
}

exists() { # vault secret
  patiently "$1" look "$1"
  grep -Eqx "$2"$'\r?' names
}

store() { # vault secret file
  patiently "$1" look "$1"
  patiently "$1" azure keyvault secret set --vault-name "$1" --name "$2" --file "$3" --output none
  rm -f "$3"
}

new_signing_key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out signing.pem
  store "$USERS_VAULT" token-signing-key signing.pem
}

new_gateway_key() {
  openssl rand -hex 32 | tr -d '\r\n' > gateway.key
  store "$GATEWAY_VAULT" gateway-key gateway.key
}

new_function_key() { openssl rand -hex 32 | tr -d '\r\n' > "$1"; } # file

# Under a name made from the key, so that the app accepts the new one and the old until the caller has changed over.
tell() { # app function caller file
  local name
  name=$3-$(openssl dgst -sha256 -r "$4" | cut -c1-8)
  printf '{"properties":{"name":"%s","value":"%s"}}' "$name" "$(cat "$4")" > "$2.json"
  patiently "$1" azure rest --method put --url "$sites/$1/functions/$2/keys/$name?api-version=2024-11-01" --body "@$2.json" --output none
  echo "$1 accepts the key of $3 under the name $name."
}
tell_quizzes() { tell "$QUIZZES_APP" GetAnswerKey results "$1"; }
tell_results() { tell "$RESULTS_APP" GetChangedBoards gateway "$1"; }

show() { # vault secret file
  patiently "$1" look "$1"
  patiently "$1" azure keyvault secret show --vault-name "$1" --name "$2" --query value --output tsv > shown
  tr -d '\r\n' < shown > "$3"
}

# References to a vault are looked up at start and once a day; this looks them up now.
refresh() { # app...
  local app
  for app in "$@"; do
    patiently "$app" azure rest --method post --url "$sites/$app/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none
  done
}

case "${1:-}" in create | share | rotate-*) find_open ;; esac
case "${1:-}" in
  create)
    exists "$USERS_VAULT" token-signing-key || new_signing_key
    exists "$RESULTS_VAULT" quizzes-key || { new_function_key quizzes.key && store "$RESULTS_VAULT" quizzes-key quizzes.key; }
    exists "$GATEWAY_VAULT" gateway-key || new_gateway_key # before the gateway is deployed, which does not start without it
    exists "$GATEWAY_VAULT" results-key || { new_function_key results.key && store "$GATEWAY_VAULT" results-key results.key; }
    refresh "$USERS_APP" "$QUIZZES_APP" "$RESULTS_APP"
    ;;
  share)
    show "$RESULTS_VAULT" quizzes-key quizzes.key
    tell_quizzes quizzes.key
    refresh "$RESULTS_APP"
    show "$GATEWAY_VAULT" results-key results.key
    tell_results results.key
    [ -z "${GATEWAY_URL:-}" ] || say "the platform is at $GATEWAY_URL"
    ;;
  rotate-signing-key) new_signing_key ;;
  rotate-quizzes-key)
    new_function_key quizzes.key
    tell_quizzes quizzes.key # before Results can have it
    store "$RESULTS_VAULT" quizzes-key quizzes.key
    refresh "$RESULTS_APP"
    ;;
  rotate-gateway-key)
    new_gateway_key
    refresh "$USERS_APP" "$QUIZZES_APP" "$RESULTS_APP"
    say "the gateway has it within half an hour; until then the apps take its own address for everybody's"
    ;;
  rotate-results-key)
    new_function_key results.key
    tell_results results.key # before the gateway can have it
    store "$GATEWAY_VAULT" results-key results.key
    say "the gateway has it within half an hour; until then it uses the old one, which Results goes on accepting"
    ;;
  *) echo "usage: secrets.sh create|share|rotate-{signing,quizzes,gateway,results}-key" >&2; exit 2 ;;
esac
