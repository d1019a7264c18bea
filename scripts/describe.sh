#!/usr/bin/env bash
# Writes docs/openapi.json anew: the description of the platform, from what its code says of itself.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet run --project tests/Describe --configuration Local --verbosity quiet -- docs/openapi.json
git --no-pager diff --stat -- docs/openapi.json
