#!/usr/bin/env bash
# Remakes fonts/ from its origins and says whether any byte differs from what is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=target/fonts-tools
if [ ! -x "$tools/bin/python" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" -q install fonttools==4.68.0 brotli==1.2.1 uharfbuzz==0.57.0
fi
out=target/fonts-made
rm -rf "$out"
"$tools/bin/python" scripts/make_fonts.py "$out"
(cd "$out" && sha256sum --check --quiet "$OLDPWD/fonts/SHA256SUMS")
cp "$out"/*.ttf "$out"/*.otf "$out"/SHA256SUMS "$out"/fonts.json fonts/
cp "$out"/LICENSES/* fonts/LICENSES/
git diff --stat -- fonts
echo "fonts/ is as its origins make it"
