#!/usr/bin/env python3
"""Makes fonts/ again from its origins, byte for byte: make_fonts.py OUT

In: packages of the npm registry and of Debian 12, by name and SHA-256. Out: the ten faces of
fonts/, SHA256SUMS, fonts.json and LICENSES/. Needs fonttools 4.68.0, brotli 1.2.1, uharfbuzz 0.57.0, npm, apt-get
and dpkg-deb. Repertoires are cut so that the set stays under 50 MB: see fonts/README.md.
"""
import bz2
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

assert fontTools.version == "4.68.0", fontTools.version
os.environ["SOURCE_DATE_EPOCH"] = "1700000000"

CACHE = Path("target/fonts-origin")

# key: (registry, package, archive, SHA-256 of the archive)
ORIGINS = {
    "noto-serif-sc": ("npm", "@expo-google-fonts/noto-serif-sc@0.4.3", "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
                      "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e"),
    "noto-sans-sc": ("npm", "@expo-google-fonts/noto-sans-sc@0.4.3", "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
                     "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"),
    "lxgw-wenkai": ("npm", "@fontsource/lxgw-wenkai@5.3.0", "fontsource-lxgw-wenkai-5.3.0.tgz",
                    "e796ef6dd20f4eea37625222872095a7d049fa6bfdd6fe80a15dfa22fdf2c7ca"),
    "eb-garamond": ("npm", "@expo-google-fonts/eb-garamond@0.4.3", "expo-google-fonts-eb-garamond-0.4.3.tgz",
                    "4b394f925314ad33790d571812b99370612ed40ca470ac64f9a98ab637dfea20"),
    "fonts-noto-cjk": ("apt", "fonts-noto-cjk=1:20220127+repack1-1", "fonts-noto-cjk_1%3a20220127+repack1-1_all.deb",
                       "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502"),
    "unicode-data": ("apt", "unicode-data=15.0.0-1", "unicode-data_15.0.0-1_all.deb",
                     "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc"),
}

# (origin, file in it, name in fonts/, repertoire; None keeps the file as it is)
FACES = [
    ("noto-serif-sc", "400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", None),
    ("noto-serif-sc", "700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf", "C"),
    ("noto-sans-sc", "500Medium/NotoSansSC_500Medium.ttf", "NotoSansSC-Medium.ttf", "B"),
    ("noto-sans-sc", "700Bold/NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.ttf", "D"),
    ("lxgw-wenkai", "files/lxgw-wenkai-latin-500-normal.woff2", "WenKaiBook-Regular.ttf", "C"),
    ("fonts-noto-cjk", "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#7", "NotoSansMonoCJKsc-Latin.otf", "L"),
    ("eb-garamond", "400Regular/EBGaramond_400Regular.ttf", "EBGaramond-Regular.ttf", None),
    ("eb-garamond", "400Regular_Italic/EBGaramond_400Regular_Italic.ttf", "EBGaramond-Italic.ttf", None),
    ("eb-garamond", "700Bold/EBGaramond_700Bold.ttf", "EBGaramond-Bold.ttf", None),
    ("eb-garamond", "700Bold_Italic/EBGaramond_700Bold_Italic.ttf", "EBGaramond-BoldItalic.ttf", None),
]

# The OFL of WenKai reserves no name, yet a changed font should not pass for the original.
NEW_NAMES = {"WenKaiBook-Regular.ttf": ("WenKai Book", "WenKaiBook-Regular", "文楷书版")}

DROPPED_TABLES = ["FFTM", "bsln", "feat", "morx", "prop", "gasp", "STAT", "DSIG", "meta"]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def archive(key):
    registry, package, name, expected = ORIGINS[key]
    path = CACHE / name
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "-s", package] if registry == "npm" else ["apt-get", "download", "-q", package]
        subprocess.run(command, cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
    found = sha256(path.read_bytes())
    assert found == expected, f"{name}: SHA-256 is {found}, not {expected}"
    return path


def member(key, wanted):
    path = archive(key)
    if ORIGINS[key][0] == "npm":
        with tarfile.open(path) as files:
            return files.extractfile("package/" + wanted).read()
    unpack = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", path], stdout=subprocess.PIPE)
    with tarfile.open(fileobj=unpack.stdout, mode="r|") as files:
        for entry in files:
            if entry.name.lstrip("./") == wanted:
                data = files.extractfile(entry).read()
                unpack.stdout.close()
                unpack.wait()
                return data
    raise KeyError(wanted)


def is_han(c):
    return 0x3400 <= c <= 0x4DBF or 0x4E00 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or 0x20000 <= c <= 0x3FFFF


def is_hangul(c):
    return (0xAC00 <= c <= 0xD7FF or 0x1100 <= c <= 0x11FF or 0x3130 <= c <= 0x318F
            or 0xA960 <= c <= 0xA97F or 0xFFA0 <= c <= 0xFFDC)


def charset(encoding, leads, trails):
    """The Han characters of a two-byte charset."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes([lead, trail]).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and is_han(ord(text)):
                found.add(ord(text))
    return found


def general_standard():
    """通用规范汉字表: the 8,105 characters that Unihan marks kTGH."""
    files = ["OtherMappings", "DictionaryLikeData", "Readings"]
    texts = [bz2.decompress(member("unicode-data", f"usr/share/unicode/Unihan_{name}.txt.bz2")) for name in files]
    rows = (line.split("\t") for text in texts for line in text.decode().splitlines() if line.startswith("U+"))
    return {int(row[0][2:], 16) for row in rows if len(row) > 1 and row[1] == "kTGH"}


def repertoires():
    high, low = range(0xA1, 0xFF), range(0x40, 0xFF)
    standard = general_standard()
    gb2312 = charset("gb2312", high, high)
    common = standard | gb2312 | charset("big5", high, low) | charset("euc_jp", high, high)
    common |= {0x20B9F, 0x525D, 0x5861, 0x9830}
    compatibility = {0xF92C, 0xF979, 0xF995, 0xF9E7, 0xF9F1, 0xFA0C, 0xFA0D, 0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14,
                     0xFA18, 0xFA1F, 0xFA20, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29}
    assert (len(standard), len(gb2312)) == (8105, 6763)
    return {"B": set(range(0x4E00, 0xA000)) | compatibility | common, "C": common, "D": standard | gb2312}


def rename(font, family, postscript, chinese):
    names = font["name"]
    version = names.getDebugName(5)
    for record in list(names.names):
        if record.nameID in (1, 2, 3, 4, 6, 7, 16, 17, 18, 21, 22, 25):
            names.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for number, text in ((1, family), (2, "Regular"), (3, f"{version};{postscript}"), (4, family), (6, postscript)):
        names.setName(text, number, 3, 1, 0x409)
    for number, text in ((1, chinese), (2, "Regular"), (4, chinese)):
        names.setName(text, number, 3, 1, 0x804)


def kept_characters(font, tier, tiers):
    own = set(font.getBestCmap())
    if tier == "L":
        return {c for c in own if c < 0x2500 and not is_hangul(c)}
    private = lambda c: 0xE000 <= c <= 0xF8FF
    return {c for c in own if c in tiers[tier] or not (is_han(c) or is_hangul(c) or private(c))}


def build(origin, path, name, tier, tiers):
    path, _, number = path.partition("#")
    raw = member(origin, path)
    if tier is None:
        return raw
    font = TTFont(io.BytesIO(raw), fontNumber=int(number) if number else -1, lazy=True, recalcTimestamp=False)
    font.flavor = None
    for table in DROPPED_TABLES:
        if table in font:
            del font[table]
    options = subset.Options()
    # WenKai's liga, calt and dlig turn 10:30 and some words into pictures: only these three stay.
    options.layout_features = ["vert", "subs", "sups"] if origin == "lxgw-wenkai" else ["*"]
    options.hinting = options.glyph_names = options.legacy_kern = options.desubroutinize = False
    options.recalc_timestamp = options.recalc_bounds = False
    options.notdef_outline = options.name_legacy = options.canonical_order = True
    options.name_IDs = options.name_languages = ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept_characters(font, tier, tiers))
    cutter.subset(font)
    if name in NEW_NAMES:
        rename(font, *NEW_NAMES[name])
    version = font["name"].getDebugName(5)
    font["name"].setName(f"{version}; subset {tier} by make_fonts.py r1", 5, 3, 1, 0x409)
    if origin == "lxgw-wenkai":
        # Its own vertical metrics are 2488/-1514 on an em of 1000: no use for vertical lines.
        font["vhea"].ascent, font["vhea"].descent, font["vhea"].lineGap = 500, -500, 0
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def describe(data, origin, path, name, tier):
    font = TTFont(io.BytesIO(data), lazy=True)
    return dict(file=name, bytes=len(data), sha256=sha256(data), source=ORIGINS[origin][1],
                source_sha256=ORIGINS[origin][3], member=path, tier=tier or "unmodified",
                glyphs=font["maxp"].numGlyphs, characters=len(font.getBestCmap()),
                version=font["name"].getDebugName(5), copyright=font["name"].getDebugName(0), license="OFL-1.1")


def write_licenses(out, rows):
    """Each family's copyright lines, then the OFL as its own package carries it."""
    licence = member("lxgw-wenkai", "LICENSE").decode().replace("\r\n", "\n")
    licence = licence[licence.index("This Font Software is licensed"):]
    out.mkdir(exist_ok=True)
    for source in sorted({row["source"] for row in rows}):
        owners = sorted({row["copyright"].replace("\r\n", "\n") for row in rows if row["source"] == source})
        name = source.split("@")[1].split("/")[-1] if source.startswith("@") else source.split("=")[0]
        (out / f"OFL-{name}.txt").write_text("\n".join(owners) + "\n\n" + licence)


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    tiers = repertoires()
    rows = []
    for origin, path, name, tier in FACES:
        data = build(origin, path, name, tier, tiers)
        (out / name).write_bytes(data)
        rows.append(describe(data, origin, path, name, tier))
        print(f"{name:32} {len(data):>9} bytes", flush=True)
    (out / "fonts.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True))
    sums = [f"{row['sha256']}  {row['file']}\n" for row in sorted(rows, key=lambda row: row["file"])]
    (out / "SHA256SUMS").write_text("".join(sums))
    write_licenses(out / "LICENSES", rows)


main()
