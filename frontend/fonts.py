"""Noto Sans in two files: what Dutch and English need, and the letters of our neighbours' names.

The weight axis is cut to 400-700, all that the site uses. Noto Sans has no reserved font name, so a cut font may
keep its name under the Open Font License.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = (400, 700)
LATIN = (
    "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-200A,U+2010-2027,U+202F,U+2030,U+2032-2033,"
    "U+2039-203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+2248,U+2260,U+2264-2265,U+FEFF,U+FFFD"
)
LATIN_EXT = (
    "U+0100-0130,U+0132-0151,U+0154-017F,U+018F,U+0192,U+01A0-01A1,U+01AF-01B0,U+01CD-01D4,U+01E6-01E7,U+0218-021B,"
    "U+0259,U+1E80-1E85,U+1E9E,U+1EA0-1EF9"
)
FILES = {"latin": LATIN, "latin-ext": LATIN_EXT}


def cut(source: Path, target: Path, unicodes: str) -> None:
    """Subset one variable woff2; layout features that the site uses (kerning, tabular figures) stay."""
    font = TTFont(source)
    options = Options(flavor="woff2", layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"])
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(unicodes))
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    font.save(target)


def write(modules: Path, target: Path) -> None:
    folder = modules / "@fontsource-variable" / "noto-sans" / "files"
    for name, unicodes in FILES.items():
        cut(folder / f"noto-sans-{name}-wght-normal.woff2", target / f"noto-sans-{name}.woff2", unicodes)
