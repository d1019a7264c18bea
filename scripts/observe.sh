#!/usr/bin/env bash
# observe.sh: shows traces, metrics and logs of a running platform, in the Aspire dashboard, until it is stopped (Ctrl+C). Only for this machine.
#   DASHBOARD_PORT  (18888)  where a browser finds it
#   OTLP_PORT       (4317)   where services tell it: OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317 ./scripts/start-services.sh
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -eq 0 ] || misused "$@"
need_dotnet

project=$root/scripts/dashboard/Dashboard.csproj
page=http://localhost:${DASHBOARD_PORT:-18888} otlp=http://localhost:${OTLP_PORT:-4317}
for address in "$page" "$otlp"; do
  ! (: <>"/dev/tcp/localhost/${address##*:}") 2>/dev/null ||
    fail "Something already listens on port ${address##*:}. Stop it, or choose another port: DASHBOARD_PORT, OTLP_PORT."
done
said=$(dotnet restore "$project" --property:Configuration=Local --verbosity quiet --nologo 2>&1) ||
  fail "$said"$'\n'"The dashboard is not to be had here. Point OTEL_EXPORTER_OTLP_ENDPOINT at any viewer or collector that takes OTLP instead."
cd "$(dotnet msbuild "$project" -property:Configuration=Local -getProperty:DashboardDirectory)"

cat <<EOF
The dashboard is at $page. Services tell it what they do if they are started with its address:
  OTEL_EXPORTER_OTLP_ENDPOINT=$otlp $root/scripts/start-services.sh
EOF
# Whoever is on this machine may look; a page of somebody else's in the browser may not: it would come by another host name.
AllowedHosts='localhost;127.0.0.1' ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true ASPIRE_DASHBOARD_TELEMETRY_OPTOUT=true \
  ASPNETCORE_URLS=$page ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=$otlp Logging__LogLevel__Default=Warning exec ./Aspire.Dashboard
