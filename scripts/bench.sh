#!/usr/bin/env bash
# How long it takes: books of 10,000, 100,000 and 1,000,000 Chinese characters, to EPUB and PDF.
# CPU seconds (user and system), wall seconds, peak memory. Figures, never a verdict.
set -euo pipefail
cd "$(dirname "$0")/.."

publish=$PWD/target/release/publish
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A book of 10 chapters of text made by a fixed rule, from the sample book's own sentences.
make_book() { # make_book CHARACTERS
    local folder=$work/$1
    mkdir -p "$folder/chapters"
    python3 - "$folder" "$1" <<'PY'
import glob, re, sys
folder, goal = sys.argv[1], int(sys.argv[2])
lines = []
for path in sorted(glob.glob("book/chapters/*.md")):
    text = re.sub(r"<!--.*?-->", "", open(path, encoding="utf-8").read(), flags=re.S)
    lines += [l for l in text.split("\n") if len(l) > 20 and l[0] not in "#>*-|![`0123456789"]
lines = [re.sub(r"\[\^?[^\]]*\](\{[^}]*\}|\([^)]*\))?|\^\[[^\]]*\]", "", l) for l in lines]
chapters, count, index = 100 if goal >= 100000 else 10, 0, 0
for chapter in range(1, chapters + 1):
    out = [f"# 第{chapter}章 书页之{chapter}", ""]
    own = 0
    while own < goal // chapters:
        line = lines[index % len(lines)]
        index += 7
        own += len(line)
        out += [line, ""]
    open(f"{folder}/chapters/{chapter:03}.md", "w", encoding="utf-8").write("\n".join(out))
open(f"{folder}/book.yaml", "w").write("title: 速度\nlanguage: zh-Hans\nauthor: 某人\nchapters: ['chapters/*.md']\n")
PY
}

measure() { # measure CHARACTERS KIND
    python3 - "$1" "$2" "$publish" "$work" <<'PY'
import os, resource, statistics, subprocess, sys, time
size, kind, publish, work = sys.argv[1:]
cpu, wall, memory = [], [], 0
for _ in range(5):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run([publish, "-q", kind, f"{work}/{size}", "-o", f"{work}/out.{kind}"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall.append(time.monotonic() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    memory = max(memory, after.ru_maxrss)
size_out = os.path.getsize(f"{work}/out.{kind}")
print(f"{int(size):>9,} characters → {kind:4}  CPU {statistics.median(cpu):6.3f} s  "
      f"wall {statistics.median(wall):6.3f} s  peak {memory / 1024:6.0f} MB  file {size_out / 1e6:5.2f} MB")
PY
}

for size in 10000 100000 1000000; do
    make_book "$size"
    measure "$size" epub
    measure "$size" pdf
done
