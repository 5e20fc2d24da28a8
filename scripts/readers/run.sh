#!/usr/bin/env bash
# The reader's test: every EPUB of dist/ opened by two reading systems in Chromium, its
# accessibility judged by Ace, its fonts by OTS, as browsers do. Pictures of the pages stay in
# target/verify/readers/pictures/. Called by scripts/verify.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."

need() { # need PROGRAM PACKAGE: installs what is missing
    command -v "$1" >/dev/null && return
    echo "installing $2"
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$2" >/dev/null
}
need node nodejs
need npm npm
need chromium chromium
need python3 python3
python3 -c 'import venv, ensurepip' 2>/dev/null || need python3-venv python3-venv

here=$PWD
tools=$here/target/verify/readers
mkdir -p "$tools"
if ! cmp -s scripts/readers/package-lock.json "$tools/installed"; then
    cp scripts/readers/package.json scripts/readers/package-lock.json scripts/readers/.npmrc "$tools"
    (cd "$tools" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --silent)
    cp scripts/readers/package-lock.json "$tools/installed"
fi
if ! "$tools/python/bin/python" -c 'import ots' 2>/dev/null; then
    python3 -m venv --clear "$tools/python"
    "$tools/python/bin/pip" -q install opentype-sanitizer==9.2.0
fi
cp scripts/readers/*.mjs scripts/readers/*.html scripts/readers/fonts.py "$tools"

CHROMIUM=$(command -v chromium)
export CHROMIUM PUPPETEER_EXECUTABLE_PATH=$CHROMIUM ACE_TIMEOUT_INITIAL=120000
[ $# -gt 0 ] || set -- dist/*.epub
for epub in "$@"; do
    epub=$(realpath "$epub")
    pictures=pictures/$(basename "$epub" .epub)
    rm -rf "${tools:?}/$pictures" "$tools/ace"
    mkdir -p "$tools/$pictures"
    echo "readers: $epub"
    (cd "$tools" && node read.mjs "$epub" "$pictures")
    echo "Ace: $epub"
    (cd "$tools" && node node_modules/@daisy/ace-cli/bin/ace.js --silent --force -o ace "$epub" &&
        node ace.mjs ace)
    echo "OTS: $epub"
    "$tools/python/bin/python" "$tools/fonts.py" "$epub"
done
