"""Makes the files a browser loads: one style sheet, the cut font, the scripts. Everything comes from Python packages.

Run as `python manage.py build_ui`. Takes a second or two and does nothing when the sources have not changed. The output
goes to `static/ui/` of this app (not kept in git), where collectstatic finds it.
"""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from prestasi.ui import tokens

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"
OUTPUT = HERE / "static" / "ui"
STAMP = "build.txt"
BROWSERS = ["chrome 111", "firefox 113", "safari 16.4"]
WEIGHTS = (400, 400, 700)
GLYPHS = frozenset(range(0x20, 0x7F)) | frozenset(map(ord, "\u00a0±·×éèëáó°²«»–—‘’“”•…↑↓−≤≥→"))
FONT_FEATURES = ["kern", "tnum", "liga", "ccmp", "mark"]
_JS_SPACE = re.compile(r"""("(?:\\.|[^"\\])*"|`[^`]*`)|[ \t]*([{}(),;=?:<>&|])[ \t]*""")
HTMX = {"htmx.js": "htmx-4.min.js"}


def css() -> str:
    """All layers in one minified sheet."""
    import lightningcss

    sources = [path.read_text(encoding="utf-8") for path in sorted((ASSETS / "css").glob("*.css"))]
    joined = "\n".join([sources[0], tokens.stylesheet(), *sources[1:]])
    return lightningcss.process_stylesheet(joined, filename="prestasi.css", browsers_list=BROWSERS, minify=True)


def script() -> str:
    """The script's files in order as one module, without comment lines, indentation and spaces around signs.

    The sources keep `//` comments on lines of their own, strings on one line, and no spaces in regular expressions.
    """
    return _minified(sorted((ASSETS / "js").glob("*.js")))


def _minified(paths: Iterable[Path]) -> str:
    lines = (line.strip() for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    code = "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
    return _JS_SPACE.sub(lambda found: found.group(1) or found.group(2), code)


def _font_source() -> Path:
    return Path(str(files("fontpkg_plus_jakarta_sans"))) / "files" / "PlusJakartaSans[wght].ttf"


def font(target: Path) -> None:
    """Plus Jakarta Sans (OFL-1.1) cut to the glyphs Indonesian needs, weights 400 to 700, tabular figures kept."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options()
    options.flavor, options.hinting = "woff2", False
    options.layout_features, options.name_IDs = FONT_FEATURES, [0, 1, 2, 13, 14]
    options.drop_tables += ["DSIG", "STAT"]
    cut = TTFont(_font_source())
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=GLYPHS)
    subsetter.subset(cut)
    instancer.instantiateVariableFont(cut, {"wght": WEIGHTS}, inplace=True)
    subset.save_font(cut, str(target), options)


def _htmx(name: str) -> str:
    path = Path(str(files("django_htmx"))) / "static" / "django_htmx" / HTMX[name]
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "", path.read_text(encoding="utf-8"))


def _sources() -> Iterator[Path]:
    yield from sorted(path for path in ASSETS.rglob("*") if path.is_file())
    yield Path(__file__)
    yield Path(tokens.__file__)
    yield _font_source()
    for name in HTMX.values():
        yield Path(str(files("django_htmx"))) / "static" / "django_htmx" / name


def fingerprint() -> str:
    """A hash of everything the output depends on."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(output: Path = OUTPUT) -> bool:
    """Whether the output was made from the sources as they are."""
    stamp = output / STAMP
    return stamp.exists() and stamp.read_text() == fingerprint()


def build(output: Path = OUTPUT, force: bool = False) -> bool:
    """Make everything that a page loads; False when it was up to date."""
    if not force and is_current(output):
        return False
    output.mkdir(parents=True, exist_ok=True)
    (output / "prestasi.css").write_text(css(), encoding="utf-8")
    (output / "gallery.css").write_text(tokens.gallery_sheet(), encoding="utf-8")
    (output / "prestasi.js").write_text(script(), encoding="utf-8")
    for path in (ASSETS / "js" / "pages").glob("*.js"):  # scripts that one page alone needs
        (output / path.name).write_text(_minified([path]), encoding="utf-8")
    for name in HTMX:
        (output / name).write_text(_htmx(name), encoding="utf-8")
    for path in (*ASSETS.glob("*.svg"), *ASSETS.glob("*.png")):
        shutil.copyfile(path, output / path.name)
    font(output / "prestasi.woff2")
    (output / STAMP).write_text(fingerprint())
    return True
