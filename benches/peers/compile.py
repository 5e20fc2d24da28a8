"""Sets a Typst document: compile.py MAIN.typ FONT-FOLDER OUT.pdf tagged|untagged"""

import sys

import typst

main, fonts, output, tags = sys.argv[1:]
typst.compile(
    main,
    output=output,
    font_paths=[fonts],
    ignore_system_fonts=True,
    pdf_tags=tags == "tagged",
)
