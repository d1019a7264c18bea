#!/usr/bin/env bash
# Prints what a deployment made as `export NAME=value`, for eval. azd does the same by itself; this is for `az deployment sub create`.
#   eval "$(infra/outputs.sh quiz-prod)"
set -euo pipefail

fail() { echo "outputs.sh: $*" >&2; exit 1; }
[ $# -eq 1 ] || fail "usage: outputs.sh NAME-OF-THE-DEPLOYMENT"
[ -n "${AZURE_SUBSCRIPTION_ID:-}" ] || fail "AZURE_SUBSCRIPTION_ID is not set: export AZURE_SUBSCRIPTION_ID=…"

outputs=$(az deployment sub show --subscription "$AZURE_SUBSCRIPTION_ID" --name "$1" --output tsv \
  --query '[keys(properties.outputs), values(properties.outputs)[].value]') ||
  fail "there is no deployment $1 to read: az deployment sub list --subscription $AZURE_SUBSCRIPTION_ID --query '[].name'"
outputs=$(tr -d '\r' <<< "$outputs")

# Azure gives the names back in a case of its own: azurE_RESOURCE_GROUP.
{ IFS=$'\t' read -r -a names; IFS=$'\t' read -r -a values; } <<< "$outputs"
for i in "${!names[@]}"; do
  printf 'export %s=%q\n' "$(tr '[:lower:]' '[:upper:]' <<< "${names[i]}")" "${values[i]}"
done
