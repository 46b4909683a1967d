"""The colour and size tokens: one table of roles, the style sheet made from it, and the proof of its contrast.

Colours are OKLCH with a fixed lightness per role; an agency chooses only the hue (`--brand-h`). Because lightness is
fixed, contrast holds for every hue: `misses()` checks all pairs below for 72 hues in both schemes.
"""

import math
from collections.abc import Iterator

Rgb = tuple[float, float, float]
Role = tuple[float, float, str | int]

# role: (L, C, hue) ; hue "b" follows the agency
LIGHT: dict[str, Role] = {
    "bg": (0.979, 0.004, "b"), "surface": (1, 0, 0), "sunken": (0.957, 0.006, "b"), "raised": (1, 0, 0),
    "line": (0.905, 0.009, "b"), "line-2": (0.835, 0.013, "b"), "edge": (0.61, 0.02, "b"),
    "ink": (0.235, 0.026, "b"), "ink-2": (0.405, 0.024, "b"), "ink-3": (0.505, 0.02, "b"),
    "brand": (0.44, 0.125, "b"), "brand-2": (0.375, 0.125, "b"), "brand-ink": (0.43, 0.135, "b"),
    "on-brand": (1, 0, 0),
    "brand-wash": (0.958, 0.018, "b"), "brand-line": (0.83, 0.06, "b"),
    "banner": (0.295, 0.075, "b"), "on-banner": (0.97, 0.01, "b"),
    "focus": (0.5, 0.2, "b"), "plot": (0.47, 0.13, "b"),
}  # fmt: skip
DARK: dict[str, Role] = {
    "bg": (0.165, 0.012, "b"), "surface": (0.2, 0.014, "b"), "sunken": (0.238, 0.016, "b"),
    "raised": (0.255, 0.018, "b"),
    "line": (0.292, 0.017, "b"), "line-2": (0.37, 0.02, "b"), "edge": (0.585, 0.022, "b"),
    "ink": (0.95, 0.006, "b"), "ink-2": (0.8, 0.012, "b"), "ink-3": (0.7, 0.015, "b"),
    "brand": (0.535, 0.135, "b"), "brand-2": (0.475, 0.135, "b"), "brand-ink": (0.81, 0.085, "b"),
    "on-brand": (1, 0, 0),
    "brand-wash": (0.268, 0.042, "b"), "brand-line": (0.43, 0.075, "b"),
    "banner": (0.25, 0.06, "b"), "on-banner": (0.95, 0.01, "b"),
    "focus": (0.82, 0.12, "b"), "plot": (0.68, 0.12, "b"),
}  # fmt: skip
# sentiment: hue, (ink, fill, wash) of the light scheme, then of the dark one; each lightness and chroma
SENTIMENTS: dict[str, tuple[int, tuple[tuple[float, float], ...]]] = {
    "sb": (222, ((0.43, 0.09), (0.54, 0.115), (0.955, 0.022), (0.84, 0.075), (0.7, 0.11), (0.285, 0.042))),
    "b": (153, ((0.425, 0.1), (0.585, 0.14), (0.955, 0.035), (0.84, 0.11), (0.7, 0.14), (0.28, 0.045))),
    "bp": (78, ((0.46, 0.1), (0.645, 0.14), (0.96, 0.045), (0.86, 0.11), (0.78, 0.14), (0.29, 0.045))),
    "k": (46, ((0.475, 0.135), (0.62, 0.17), (0.958, 0.028), (0.83, 0.105), (0.71, 0.15), (0.285, 0.05))),
    "sk": (20, ((0.455, 0.17), (0.535, 0.2), (0.958, 0.02), (0.82, 0.105), (0.66, 0.19), (0.29, 0.062))),
}


def _linear(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
    )


def rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    """Linear sRGB; chroma is lowered until the colour can be shown, roughly as browsers do."""
    found = _linear(lightness, chroma, hue)
    for _ in range(60):
        if all(-1e-4 <= v <= 1.0001 for v in found):
            break
        chroma *= 0.95
        found = _linear(lightness, chroma, hue)
    red, green, blue = (min(1.0, max(0.0, v)) for v in found)
    return red, green, blue


def hexadecimal(colour: Rgb) -> str:
    """The colour as browsers without OKLCH read it."""
    gamma = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in colour]
    return "#" + "".join(f"{round(v * 255):02x}" for v in gamma)


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of WCAG 2.2."""
    light = sorted((0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] for c in (one, other)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def scheme(dark: bool, hue: int) -> dict[str, Rgb]:
    """Every role of one scheme as a colour."""
    base = DARK if dark else LIGHT
    colours = {k: rgb(lum, c, float(hue if h == "b" else h)) for k, (lum, c, h) in base.items()}
    for name, (own, steps) in SENTIMENTS.items():
        for part, (lum, c) in zip(PARTS, steps[3:] if dark else steps[:3], strict=True):
            colours[f"{name}-{part}"] = rgb(lum, c, own)
    return colours


PARTS = ("ink", "fill", "wash")
GROUNDS = ("bg", "surface", "sunken", "raised")


def pairs() -> Iterator[tuple[str, str, float]]:
    """Every pair that stands on each other somewhere, with the contrast it needs."""
    for text in ("ink", "ink-2", "ink-3", "brand-ink"):
        yield from ((text, ground, 4.5) for ground in (*GROUNDS, "brand-wash"))
    yield from (("on-brand", "brand", 4.5), ("on-brand", "brand-2", 4.5), ("on-banner", "banner", 7))
    yield from (("edge", ground, 3) for ground in GROUNDS)
    yield from (("focus", ground, 3) for ground in (*GROUNDS, "brand-wash"))
    yield ("brand", "surface", 3)
    yield from (("plot", ground, 3) for ground in ("bg", "surface", "brand-wash"))
    for s in SENTIMENTS:
        yield from (("ink", f"{s}-wash", 7), ("ink-2", f"{s}-wash", 4.5))
        yield from ((f"{s}-ink", ground, 4.5) for ground in (*GROUNDS, f"{s}-wash"))
        yield from ((f"{s}-fill", ground, 3) for ground in ("bg", "surface"))


def misses(step: int = 5) -> list[str]:
    """Every pair below its contrast, over all hues in steps; empty when the palette is proven."""
    found = []
    for dark in (False, True):
        for hue in range(0, 360, step):
            colours = scheme(dark, hue)
            for one, other, need in pairs():
                ratio = contrast(colours[one], colours[other])
                if ratio < need:
                    found.append(f"{'dark' if dark else 'light'} {hue}: {one} on {other} {ratio:.2f} < {need}")
    return found


def _rows(dark: bool) -> list[str]:
    base = DARK if dark else LIGHT
    rows = []
    for k, (lum, c, h) in base.items():
        rows.append(f"--{k}: oklch({lum} {c} {'var(--brand-h)' if h == 'b' else h});" if c else f"--{k}: #fff;")
    for name, (own, steps) in SENTIMENTS.items():
        for part, (lum, c) in zip(PARTS, steps[3:] if dark else steps[:3], strict=True):
            rows.append(f"--{name}-{part}: oklch({lum} {c} {own});")
    return rows + (_DARK_SHADOWS if dark else _LIGHT_SHADOWS)


def _block(selector: str, rows: list[str]) -> str:
    return selector + " {\n  " + "\n  ".join(rows) + "\n}\n"


def _themed(root: str) -> str:
    return f"{root}, {root} .retint"


def stylesheet() -> str:
    """The layer `tokens`: sizes, both schemes, densities, and a plain light scheme for browsers without OKLCH."""
    plain = [f"--{k}: {hexadecimal(v)};" for k, v in scheme(False, 265).items()]
    return (
        "@layer tokens {\n"
        + _SIZES
        + _block(":root, .retint", _rows(False))
        + "@media screen and (prefers-color-scheme: dark) {\n"
        + _block(_themed(':root:not([data-theme="light"])'), _rows(True))
        + "}\n@media screen {\n"
        + _block(_themed(':root[data-theme="dark"]'), _rows(True))
        + "}\n"
        + _DENSITIES
        + "@supports not (color: oklch(0 0 0)) {\n"
        + _block(":root", plain)
        + "}\n}\n"
    )


EXAMPLE_HUES = (265, 158, 32)


def swatches() -> list[str]:
    """The roles the gallery shows as colours."""
    return [*LIGHT, *(f"{s}-fill" for s in SENTIMENTS)]


def gallery_sheet() -> str:
    """What only the gallery needs: one class per colour role and per example hue."""
    return "".join(
        [f".c-{name}{{--c:var(--{name})}}" for name in swatches()]
        + [f".h{hue}{{--brand-h:{hue}}}" for hue in EXAMPLE_HUES]
    )


_LIGHT_SHADOWS = [
    "--e1: 0 1px 2px rgb(0 0 0 / .06);",
    "--e2: 0 2px 4px rgb(0 0 0 / .05), 0 12px 32px -8px rgb(0 0 0 / .22);",
    "--shade: rgb(0 0 0 / .4);",
    "color-scheme: light;",
]
_DARK_SHADOWS = [
    "--e1: 0 1px 2px rgb(0 0 0 / .4);",
    "--e2: 0 2px 4px rgb(0 0 0 / .35), 0 12px 32px -8px rgb(0 0 0 / .6);",
    "--shade: rgb(0 0 0 / .6);",
    "color-scheme: dark;",
]

_SIZES = """:root {
  /* the one variable an agency sets: hue 0-359 of its colour (Sleman 265, Kota Bogor 158, Jakarta 32) */
  --brand-h: 265;

  /* type: one variable family of 11,6 KB, or the system's own */
  --font: "Prestasi", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --mono: ui-monospace, "Cascadia Mono", "Roboto Mono", "DejaVu Sans Mono", monospace;
  --f-1: .75rem;    /* 12 label, key hint */
  --f-2: .8125rem;  /* 13 dense table, meta */
  --f-3: .875rem;   /* 14 staff body */
  --f-4: 1rem;      /* 16 phone and citizen body */
  --f-5: 1.125rem;  /* 18 section title, citizen lead */
  --f-6: 1.375rem;  /* 22 page title */
  --f-7: 1.75rem;   /* 28 stat */
  --f-8: 2.25rem;   /* 36 question, public title */
  --f-9: 3.25rem;   /* 52 landing */

  /* space: 4-pixel steps in rem, so it grows with the reader's text size */
  --s-1: .25rem; --s-2: .5rem; --s-3: .75rem; --s-4: 1rem; --s-5: 1.5rem; --s-6: 2rem; --s-7: 3rem; --s-8: 4rem;

  --r-1: 4px; --r-2: 7px; --r-3: 11px; --r-full: 999px;
  --fast: 120ms; --slow: 220ms; --ease: cubic-bezier(.2, .7, .2, 1);

  /* density: see [data-density] below */
  --row: 2.5rem; --pad: .75rem; --hit: 2rem;
}
"""

_DENSITIES = """[data-density="compact"] { --row: 2.125rem; --pad: .5rem; --hit: 1.75rem; }
[data-density="roomy"] { --row: 3.25rem; --pad: 1.125rem; --hit: 2.75rem; }
@media (pointer: coarse) { :root, [data-density] { --hit: 2.75rem; --row: 2.75rem; } }
@media (prefers-contrast: more) { :root { --line: var(--edge); --line-2: var(--edge); --ink-3: var(--ink-2); } }
@media (prefers-reduced-motion: reduce) { :root { --fast: 0ms; --slow: 0ms; } }
"""
