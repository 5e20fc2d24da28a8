"""Every font of an EPUB through OTS, the sanitizer that browsers trust: no error, no table dropped."""

import sys
import tempfile
import zipfile

import ots

DROPPED = ("dropped", "ERROR")

bad = 0
with zipfile.ZipFile(sys.argv[1]) as book:
    fonts = [name for name in book.namelist() if name.endswith((".ttf", ".otf", ".woff2"))]
    for name in fonts:
        with tempfile.NamedTemporaryFile(suffix=name[-4:]) as font:
            font.write(book.read(name))
            font.flush()
            told = ots.sanitize(font.name, "/dev/null", capture_output=True, encoding="utf-8")
        words = told.stdout + told.stderr
        if told.returncode or any(word in words for word in DROPPED):
            print(f"  {name}: {words.strip()}")
            bad += 1
print(f"  {len(fonts)} fonts, {bad} refused")
sys.exit(bool(bad))
