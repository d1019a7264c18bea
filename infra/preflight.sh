#!/usr/bin/env bash
# Looks, before anything is created, whether a deployment can succeed. azd runs it, with the word azd, before it provisions; without azd: run it with
# AZURE_SUBSCRIPTION_ID, AZURE_ENV_NAME and AZURE_LOCATION set, in eval. It changes nothing in Azure. Every finding is one sentence with the command that
# mends it.
set -euo pipefail
export MSYS_NO_PATHCONV=1 # Git Bash would take /subscriptions/… for a path

found=0
finding() { echo "preflight.sh: $*" >&2; found=$((found + 1)); }
stop_if_found() { [ "$found" -eq 0 ] || exit 1; }
azure() { az "$@" --subscription "$AZURE_SUBSCRIPTION_ID" --only-show-errors | tr -d '\r'; }
at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)" = "$1" ]; } # wanted there

# Tools
command -v openssl > /dev/null || finding "openssl is missing: install it (Git Bash, macOS and most Linux have it)"
sdk=$(dotnet --version 2> /dev/null || true)
[[ $sdk == 10.* ]] || finding "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
cli=$(az version --query '"azure-cli"' --output tsv 2> /dev/null | tr -d '\r' || true)
if [ -z "$cli" ]; then
  finding "the Azure CLI is missing: https://aka.ms/azure-cli"
elif ! at_least 2.71.0 "$cli"; then
  finding "the Azure CLI is $cli and must be 2.71.0 or newer: az upgrade"
fi
for name in AZURE_SUBSCRIPTION_ID AZURE_ENV_NAME AZURE_LOCATION; do
  [ -n "${!name:-}" ] || finding "$name is not set: azd env set $name …, or without azd: export $name=…"
done
stop_if_found
LC_ALL=C grep -Eqx '[a-z][a-z0-9-]{0,14}[a-z0-9]' <<< "$AZURE_ENV_NAME" ||
  finding "$AZURE_ENV_NAME must be 2 to 16 of a-z, 0-9 and -, with a letter first and no - last: azd env new with such a name (or export AZURE_ENV_NAME=…)"
[ "${PRIVATE_NETWORK:-false}" != true ] || [ "${SERVICEBUS_SKU:-Standard}" = Premium ] ||
  finding "PRIVATE_NETWORK needs Premium: azd env set SERVICEBUS_SKU Premium (or azd env set PRIVATE_NETWORK false)"
stop_if_found

# Who and where
state=$(azure account show --query state --output tsv 2> /dev/null) || state=
[ -n "$state" ] || finding "the Azure CLI is not signed in to subscription $AZURE_SUBSCRIPTION_ID: az login (azd auth login signs in azd only)"
[ -z "$state" ] || [ "$state" = Enabled ] || finding "subscription $AZURE_SUBSCRIPTION_ID is $state: az account list --output table"
stop_if_found
# A pipeline's proof of who it is lives five minutes: what it gets for it now, secrets.sh still has when it comes to the vaults.
azure account get-access-token --scope https://vault.azure.net/.default --output none ||
  finding "the Azure CLI gets no token for Key Vault: az login --scope https://vault.azure.net/.default"
stop_if_found

# Rights, as Azure itself counts them: some entry allows the operation and does not take it out again.
may() { # operation
  local entry
  while IFS= read -r entry; do
    if matches "$1" "${entry%|*}" && ! matches "$1" "${entry#*|}"; then return 0; fi
  done <<< "$permissions"
  return 1
}
matches() { # operation, patterns with commas
  local pattern rest=$2,
  while [ -n "$rest" ]; do
    pattern=${rest%%,*} rest=${rest#*,}
    # shellcheck disable=SC2053 # a pattern: Microsoft.Authorization/*/write
    [[ -z $pattern || $1 != $pattern ]] || return 0
  done
  return 1
}
shopt -s nocasematch
permissions=$(azure rest --method get --url "/subscriptions/$AZURE_SUBSCRIPTION_ID/providers/Microsoft.Authorization/permissions?api-version=2022-04-01" \
  --query "value[].join('|', [join(',', actions), join(',', notActions)])" --output tsv)
for operation in Microsoft.Resources/deployments/write Microsoft.Resources/subscriptions/resourceGroups/write Microsoft.Web/sites/write \
  Microsoft.Authorization/roleAssignments/write; do
  may "$operation" || { finding "you may not $operation in the subscription: an owner runs az role assignment create --role Owner --scope" \
    "/subscriptions/$AZURE_SUBSCRIPTION_ID --assignee YOU"; break; }
done
shopt -u nocasematch

# Providers: Azure registers those of a template by itself, but the one that subnets of Flex Consumption are delegated to comes too late so.
provider=Microsoft.App
[ "$(azure provider show --namespace "$provider" --query registrationState --output tsv)" = Registered ] ||
  finding "$provider is not registered: az provider register --subscription $AZURE_SUBSCRIPTION_ID --namespace $provider --wait"

# Region: Flex Consumption, with zones if wanted, and .NET 10 on it; and main.bicep must allow it.
zones=
[ "${ZONE_REDUNDANT:-false}" != true ] || zones=--zone-redundant=true
regions=$(azure functionapp list-flexconsumption-locations ${zones:+"$zones"} --query '[].name' --output tsv | tr '[:upper:]' '[:lower:]' | tr -d ' ')
allowed=$(sed -n "/^param location/q; s/^  '\([a-z0-9]*\)'.*/\1/p" "$(dirname "$0")/main.bicep")
usable=$(grep -Fx "$allowed" <<< "$regions" | tr '\n' ' ') || usable=
versions=$(azure functionapp list-flexconsumption-runtimes --location "$AZURE_LOCATION" --runtime dotnet-isolated \
  --query '[].version' --output tsv 2> /dev/null) || versions=
if ! grep -qx "$AZURE_LOCATION" <<< "$regions"; then
  finding "$AZURE_LOCATION has no Flex Consumption${zones:+ with availability zones}: azd env set AZURE_LOCATION with one of $usable"
elif ! grep -qx "$AZURE_LOCATION" <<< "$allowed"; then
  finding "infra/main.bicep does not allow $AZURE_LOCATION: azd env set AZURE_LOCATION with one of $usable"
elif ! grep -qE '^10(\.0)?$' <<< "$versions"; then
  finding "$AZURE_LOCATION has no .NET 10 on Flex Consumption: azd env set AZURE_LOCATION with another of $usable"
fi

# What is there already cannot be moved, nor changed in these three.
generation=${GENERATION:-1} group=rg-quiz-$AZURE_ENV_NAME
there() { azure "$@" --output tsv 2> /dev/null | head -n 1; }
location=$(there group show --name "$group" --query location) || location=
[ -z "$location" ] || [ "$location" = "$AZURE_LOCATION" ] ||
  finding "$group is in $location and cannot move to $AZURE_LOCATION: azd down --purge first, or another name with azd env new"
sku=$(there servicebus namespace list --resource-group "$group" --query "[?tags.generation=='$generation'].sku.name") || sku=
[ -z "$sku" ] || [ "$sku" = "${SERVICEBUS_SKU:-Standard}" ] ||
  finding "the Service Bus namespace is $sku and cannot be changed in place: azd env set SERVICEBUS_SKU $sku"
spread=$(there cosmosdb list --resource-group "$group" \
  --query "[?tags.generation=='$generation'].locations[0].isZoneRedundant" | tr '[:upper:]' '[:lower:]') || spread=
[ -z "$spread" ] || [ "$spread" = "${ZONE_REDUNDANT:-false}" ] ||
  finding "whether the Cosmos DB account has zones cannot be changed in place: azd env set ZONE_REDUNDANT $spread"

environment=/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$group/providers/Microsoft.App/managedEnvironments/cae-quiz-$AZURE_ENV_NAME
private=$(there rest --method get --url "$environment?api-version=2025-01-01" \
  --query 'properties.vnetConfiguration.infrastructureSubnetId != null' | tr '[:upper:]' '[:lower:]') || private=
[ -z "$private" ] || [ "$private" = "${PRIVATE_NETWORK:-false}" ] ||
  finding "the gateway's environment stays in the network it was made in: azd env set PRIVATE_NETWORK $private, or docs/deploy.md, Switch to a private network"

# A budget keeps the month it began in: another one is refused, and one in the past when there is no budget yet.
budgets=/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$group/providers/Microsoft.Consumption/budgets
began=$(azure rest --method get --url "$budgets/quiz-$AZURE_ENV_NAME?api-version=2023-11-01" \
  --query properties.timePeriod.startDate --output tsv 2> /dev/null) || began=
began=${began:-$(date -u +%Y-%m-01)}
if [ "${BUDGET_AMOUNT:-30}" != 0 ]; then
  azure rest --method get --url "/subscriptions/$AZURE_SUBSCRIPTION_ID/providers/Microsoft.Consumption/budgets?api-version=2023-11-01" > /dev/null 2>&1 ||
    finding "this subscription cannot have a budget: azd env set BUDGET_AMOUNT 0"
fi

# Names: a deleted vault keeps its own for as long as it can be recovered.
ours="properties.tags.\"azd-env-name\"=='$AZURE_ENV_NAME' && properties.tags.generation=='$generation' && properties.location=='$AZURE_LOCATION'"
while IFS=$'\t' read -r vault location protected; do
  if [ -z "$vault" ]; then
    continue
  elif [ "$protected" = true ]; then
    finding "the deleted vault $vault keeps its name until its purge protection ends: azd env set GENERATION $((generation + 1))"
  else
    finding "the deleted vault $vault still has its name: az keyvault purge --subscription $AZURE_SUBSCRIPTION_ID --name $vault --location $location"
  fi
done <<< "$(azure keyvault list-deleted --resource-type vault --query "[?$ours].[name, properties.location, properties.purgeProtectionEnabled]" --output tsv)"
stop_if_found

# Whoever the Azure CLI is signed in as runs secrets.sh, and gets that right. Their id is in the token, for people, guests and pipelines alike.
token=$(azure account get-access-token --query accessToken --output tsv | cut -d . -f 2 | tr '_-' '/+')
while [ $((${#token} % 4)) -ne 0 ]; do token=$token=; done
principal=$(openssl base64 -d -A <<< "$token" | sed -n 's/.*"oid":"\([^"]*\)".*/\1/p')
if [ "${1:-}" = azd ]; then
  azd env set AZURE_PRINCIPAL_ID "$principal" --environment "$AZURE_ENV_NAME"
  azd env set BUDGET_START "${began:0:10}" --environment "$AZURE_ENV_NAME"
else
  echo "export AZURE_PRINCIPAL_ID=$principal BUDGET_START=${began:0:10}"
fi
echo "preflight.sh: nothing stands in the way of a deployment to $AZURE_LOCATION." >&2
