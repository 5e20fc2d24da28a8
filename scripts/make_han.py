#!/usr/bin/env python3
"""Makes the tables of src/han/ again from Unicode's data: make_han.py [OUT]

In: Unihan_*.txt.bz2 and DerivedAge.txt of Unicode 15.0, as Debian's package unicode-data installs
them. Out: standard.txt, traditional.txt, simplified.txt, recent.txt. Needs nothing but Python.
"""
import bz2
import sys
from collections import defaultdict
from pathlib import Path

DATA = Path("/usr/share/unicode")
VERSION = "15.0.0"
# Code points that came with this version of Unicode or later are news to many readers of e-books.
FIRST_RECENT = (13, 0)

# 异体字 that the first list of variants (第一批异体字整理表, 1955) gave up and that stand in the
# standards of Taiwan or Hong Kong: Unihan has no kSimplifiedVariant for them.
GIVEN_UP = (
    "裏里 佈布 僱雇 佔占 洩泄 饑饥 慾欲 兇凶 豔艳 脣唇 溼湿 淒凄 勳勋 週周 牠它 鹼碱 鬨哄 嶽岳 甕瓮 讚赞 籤签 託托 "
    "嚥咽 釦扣 譟噪 瞇眯 蠍蝎 癡痴 幺么"
)
# Kept where the simple form would be misread, or simplified in one of their senses only.
KEPT = "摺蘋靦麴衕鞦"
# Simplified forms that are also characters of their own in traditional text: 种师道, 离卦, 洒家,
# 白洋淀, 涂山, 党項, 拮据, 公厘, 胜肽, 食野之苹.
OWN = "种适离淀洒腊蜡涂党价篱栖据厘洼苹胜踊"

NOTICE = """\
# {what}
# Made by scripts/make_han.py from {origin} of Unicode {version}.
# © 1991-2022 Unicode, Inc. Unicode License: https://www.unicode.org/license.txt (see LICENSE-UNICODE).
"""


def unihan():
    fields = defaultdict(dict)
    for name in ("Variants", "OtherMappings", "DictionaryLikeData"):
        with bz2.open(DATA / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
            text = lines.read()
        assert f"Unicode version: {VERSION}" in text, name
        for line in text.splitlines():
            if line.startswith("U+"):
                code, field, value = line.split("\t")
                fields[field][chr(int(code[2:], 16))] = value
    return fields


def variants(value):
    return [chr(int(word.split("<")[0][2:], 16)) for word in value.split()]


def is_plain(character):
    """In the first block of ideographs, which every font and every input method has."""
    return "\u4e00" <= character <= "\u9fff"


def traditional(fields, standard):
    """Traditional characters that never stand in simplified text, each with its simple form."""
    pairs = {}
    for character, value in fields["kSimplifiedVariant"].items():
        simple = [one for one in variants(value) if one in standard and one != character]
        plain = simple and all(map(is_plain, simple))
        if character not in standard and character not in KEPT and plain:
            pairs[character] = simple[0]
    for old, new in GIVEN_UP.split():
        if old not in standard:
            pairs[old] = new
    return pairs


def simplified(fields, standard):
    """Simplified characters that never stand in traditional text, each with its full form."""
    level_1 = {one for one, code in fields["kBigFive"].items() if int(code.split()[0], 16) < 0xC6A1}
    usual = level_1 | set(fields["kHKGlyph"])
    pairs = {}
    for character, value in fields["kTraditionalVariant"].items():
        full = [one for one in variants(value) if one != character]
        known = character in standard or character in fields["kGB0"]
        full.sort(key=lambda one: one not in usual)
        if full and known and is_plain(character) and character not in usual and character not in OWN:
            pairs[character] = full[0]
    return pairs


def recent():
    """Ranges of code points: not assigned, or assigned in FIRST_RECENT or later."""
    ages = [None] * 0x110000
    text = (DATA / "DerivedAge.txt").read_text(encoding="utf-8")
    assert f"DerivedAge-{VERSION}" in text
    for line in text.splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) == 2:
            first, _, last = fields[0].strip().partition("..")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                ages[code] = fields[1].strip()
    ranges = []
    for code, age in enumerate(ages):
        if age is not None and tuple(map(int, age.split("."))) < FIRST_RECENT:
            continue
        if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == age:
            ranges[-1][1] = code
        else:
            ranges.append([code, code, age])
    return [f"{first:X} {last:X} {age or '-'}" for first, last, age in ranges]


def filled(words, width):
    """Rows of so many words."""
    return [words[start:start + width] for start in range(0, len(words), width)]


def write(path, what, origin, rows):
    head = NOTICE.format(what=what, origin=origin, version=VERSION)
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def main():
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "src/han")
    fields = unihan()
    standard = set(fields["kTGH"])
    assert len(standard) == 8105
    rows = ["".join(row) for row in filled(sorted(standard), 50)]
    write(out / "standard.txt", "The 8,105 characters of 通用规范汉字表 (2013).", "kTGH (Unihan)", rows)
    for name, pairs, what in (
        ("traditional.txt", traditional(fields, standard),
         "Traditional characters that never stand in simplified text, each with its simple form."),
        ("simplified.txt", simplified(fields, standard),
         "Simplified characters that never stand in traditional text, each with its full form."),
    ):
        words = [old + new for old, new in sorted(pairs.items())]
        origin = "kSimplifiedVariant, kTraditionalVariant,\n# kTGH, kBigFive, kHKGlyph, kGB0 (Unihan)"
        write(out / name, what, origin, [" ".join(row) for row in filled(words, 16)])
    what = "Code points that came with Unicode 13.0 or later, or that are not assigned (-)."
    write(out / "recent.txt", what, "DerivedAge.txt", recent())


main()
