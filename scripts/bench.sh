#!/usr/bin/env bash
# What a book costs: books of 100,000 to 10,000,000 characters to PDF and EPUB, stage by stage, the
# sample book, and the same text by Typst. Figures, never a verdict. With --write, BENCHMARKS.md gets
# the tables. Everything stands under target/bench.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=target/bench/venv
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import typst' 2>/dev/null; then
    python3 -m venv --clear "$venv" && "$venv/bin/pip" -q install typst==0.15.2
fi

cargo=${CARGO:-cargo}
folder=${CARGO_TARGET_DIR:-target}
"$cargo" build --release --locked
"$cargo" bench --locked --bench measure -- \
    --publish "$(realpath "$folder")/release/publish" --python "$PWD/$venv/bin/python" "$@"
