"""A region's colours as a stylesheet: nine tokens, given one by one or worked out from one colour.

Keys of a region's brand: `primary` (one hex colour, from which all follow), `50` … `700` and `heading` (which win).
Other keys are left alone. What is worked out always reaches the contrast that the site needs: step 400 at least
4.5:1 on white and step 500 at least 7:1, in the hue of the colour that was given (in OKLCH, after Björn Ottosson).
"""

import math
import re
from collections.abc import Mapping

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
STEPS = ("50", "100", "200", "300", "400", "500", "600", "700")
# Light steps have a lightness, dark steps a contrast with white; both keep a part of the colour's strength.
LIGHT = {"50": (0.975, 0.14), "100": (0.945, 0.26), "200": (0.895, 0.5), "300": (0.8, 0.9)}
DARK = {"400": (5.0, 1.0), "500": (7.2, 1.0), "600": (10.4, 0.85), "700": (15.6, 0.5), "heading": (13.6, 0.5)}
Triple = tuple[float, float, float]


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def curved(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def to_oklch(colour: str) -> Triple:
    """Lightness 0 to 1, chroma, hue in radians."""
    r, g, b = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def to_linear(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def to_hex(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that a screen can show: strength gives way, lightness and hue stay."""
    channels = to_linear(lightness, chroma, hue)
    while chroma > 0 and not all(-1e-4 <= channel <= 1 + 1e-4 for channel in channels):
        chroma = max(0.0, chroma - 0.004)
        channels = to_linear(lightness, chroma, hue)
    return "#" + "".join(f"{round(curved(min(max(channel, 0), 1)) * 255):02x}" for channel in channels)


def contrast_with_white(colour: str) -> float:
    r, g, b = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)


def dark_enough(chroma: float, hue: float, contrast: float) -> str:
    """The lightest colour of this hue that still has the contrast, found by halving."""
    low, high = 0.0, 1.0
    for _step in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if contrast_with_white(to_hex(middle, chroma, hue)) >= contrast else (low, middle)
    return to_hex(low, chroma, hue)


def scale_from(primary: str) -> dict[str, str]:
    """All nine tokens in the hue of one colour."""
    _lightness, chroma, hue = to_oklch(primary)
    light = {step: to_hex(lightness, chroma * part, hue) for step, (lightness, part) in LIGHT.items()}
    dark = {step: dark_enough(chroma * part, hue, contrast) for step, (contrast, part) in DARK.items()}
    return light | dark


def brand_tokens(brand: Mapping[str, str]) -> dict[str, str]:
    """Colour by token; empty where a region leaves the brand as it is. Only hex colours pass."""
    given = {key: value.lower() for key, value in brand.items() if HEX.fullmatch(str(value))}
    tokens = scale_from(given["primary"]) if "primary" in given else {}
    tokens |= {key: given[key] for key in (*STEPS, "heading") if key in given}
    return tokens


def brand_sheet(brand: Mapping[str, str]) -> str:
    """The stylesheet for /brand.css, and for paper."""
    tokens = brand_tokens(brand)
    lines = "".join(f"--brand-{key}:{value};" for key, value in tokens.items())
    return f":root{{{lines}}}\n" if lines else ""
