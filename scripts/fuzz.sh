#!/usr/bin/env bash
# make fuzz: runs every fuzz target for so many seconds; a finding ends it with an error.
# It needs clang or gcc; cargo-fuzz is installed under target/ when it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

SECONDS_EACH=${1:-600}
TOOLS=$PWD/target/fuzz-tools
SEEDS=$PWD/target/fuzz-seeds
export PATH="$TOOLS/bin:$PATH"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/fuzz

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --version ^0.13 --locked --root "$TOOLS"

# The seeds are the examples of our own corpora, each a file.
rm -rf "$SEEDS"
mkdir -p "$SEEDS/markdown" "$SEEDS/config"
split_examples() { # split_examples FIRST_BYTE FOLDER FILE...: the input of each example
    local first=$1 folder=$2
    shift 2
    awk -v first="$first" -v folder="$folder" '
        /^``````example$/ { inside = 1; count++; file = folder "/" count; printf "%s", first > file; next }
        inside && /^\.$/ { inside = 0; close(file); next }
        inside { print > file }
    ' "$@"
}
split_examples "" "$SEEDS/markdown" tests/corpus/*.md tests/corpus/markdown/*.md
# The first byte chooses the file: 0 is book.yaml, 2 is book.toml, 3 is SUMMARY.md.
split_examples "0" "$SEEDS/config" tests/corpus/config/[!m]*.md
mkdir -p "$SEEDS/mdbook"
split_examples "2" "$SEEDS/mdbook" tests/corpus/config/mdbook.md
for seed in "$SEEDS"/mdbook/*; do mv "$seed" "$SEEDS/config/m$(basename "$seed")"; done

for target in markdown config; do
    mkdir -p "tests/fuzz/corpus/$target"
    # Stable Rust has no sanitizers; panics and failed properties are what is looked for.
    cargo fuzz run --sanitizer none --fuzz-dir tests/fuzz "$target" \
        "tests/fuzz/corpus/$target" "$SEEDS/$target" -- \
        -max_total_time="$SECONDS_EACH" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
done
