#!/usr/bin/env bash
# Writes docs/openapi.json anew, the description of the platform, from what its code says of itself; and docs/promises.txt, what clients rely on.
# A change that breaks a promise must be declared in CHANGELOG.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet run --project tests/Describe --configuration Local --verbosity quiet
git --no-pager diff --stat -- docs/openapi.json docs/promises.txt
