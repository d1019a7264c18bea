#!/bin/sh
# The platform's two secrets. They live in Key Vault only: no template, parameter, deployment or log ever holds them.
#   token-signing-key  in the Users app's vault:   an EC P-256 private key (PKCS#8 PEM); each version of the secret is one key
#   quizzes-key        in the Results app's vault: the key with which Results calls the one internal function of Quizzes, GetAnswerKey
# azd runs `create` after provisioning and `share` after deploying. Without azd: the same, with the outputs of main.bicep in the environment.
set -eu

: "${AZURE_RESOURCE_GROUP:?is not set: run this through azd, or export the outputs of main.bicep}"
: "${USERS_VAULT:?is not set}" "${RESULTS_VAULT:?is not set}" "${QUIZZES_APP:?is not set}" "${RESULTS_APP:?is not set}"

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A role given a moment ago takes up to some minutes to work.
patiently() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || { echo "secrets.sh: gave up: $*" >&2; exit 1; }
    sleep 15
  done
}

# Asked with a list: "you may not look" must never be taken for "there is none", or a new key would replace the old.
exists() { # vault secret
  patiently az keyvault secret list --vault-name "$1" --query "[?name=='$2'].name" --output tsv > "$work/found"
  [ -s "$work/found" ]
}

store() { # vault secret file
  patiently az keyvault secret set --vault-name "$1" --name "$2" --file "$3" --output none
  rm -f "$3"
}

site() { az functionapp show --resource-group "$AZURE_RESOURCE_GROUP" --name "$1" --query id --output tsv; }

# Key Vault references are looked up at start and once a day; this looks them up now.
refresh_results() {
  az rest --method post --url "$(site "$RESULTS_APP")/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none
}

new_signing_key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/signing.pem"
  store "$USERS_VAULT" token-signing-key "$work/signing.pem"
}

new_quizzes_key() {
  openssl rand -hex 32 | tr -d '\n' > "$work/quizzes.key"
  store "$RESULTS_VAULT" quizzes-key "$work/quizzes.key"
}

# Under a name made from the key, so that the old key goes on working until Results has the new one.
share() {
  az keyvault secret show --vault-name "$RESULTS_VAULT" --name quizzes-key --query value --output tsv | tr -d '\r\n' > "$work/key"
  name="results-$(openssl dgst -sha256 -r "$work/key" | cut -c1-8)"
  printf '{"properties":{"name":"%s","value":"%s"}}' "$name" "$(cat "$work/key")" > "$work/body.json"
  az rest --method put --url "$(site "$QUIZZES_APP")/functions/GetAnswerKey/keys/$name?api-version=2024-11-01" --body "@$work/body.json" --output none
  refresh_results
  echo "Quizzes accepts the key of Results under the name $name."
}

case "${1:-}" in
  create)
    exists "$USERS_VAULT" token-signing-key || new_signing_key
    exists "$RESULTS_VAULT" quizzes-key || { new_quizzes_key; refresh_results; }
    ;;
  share) share ;;
  rotate-signing-key) new_signing_key ;;
  rotate-quizzes-key) new_quizzes_key; share ;;
  *) echo "usage: secrets.sh create|share|rotate-signing-key|rotate-quizzes-key" >&2; exit 2 ;;
esac
