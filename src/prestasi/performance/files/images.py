"""Photos are drawn anew: what is not picture (metadata, place, hidden files) is gone, the date taken is kept."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from prestasi.performance.files.limits import MOST_PIXELS
from prestasi.performance.files.refusal import Unacceptable

LONGEST_SIDE = 2400
PREVIEW_SIDE = 720
HEIC = "image/heic"
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", HEIC: "HEIF"}
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def kept_as(media_type: str) -> str:
    """The type a picture is kept in: HEIC, which few browsers show, becomes JPEG."""
    return "image/jpeg" if media_type == HEIC else media_type


def redraw(path: Path, media_type: str) -> tuple[bytes, dt.date | None]:
    """The picture as new bytes of the type it is kept in, and the day it was taken if the camera said so."""
    if media_type == HEIC:
        register_heif_opener()
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=[_FORMATS[media_type]]) as image:
                _check_size(image)
                taken_on = _taken_on(image)
                return _encoded(_upright(image, LONGEST_SIDE), kept_as(media_type)), taken_on
        except (*_BROKEN, Image.DecompressionBombWarning):
            raise Unacceptable(_("Foto ini rusak dan tidak dapat dibuka. Ambil atau simpan ulang fotonya.")) from None


def preview(content: bytes) -> bytes:
    """A small WebP of a stored picture."""
    with Image.open(io.BytesIO(content)) as image:
        return _encoded(_upright(image, PREVIEW_SIDE), "image/webp")


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Unacceptable(_("Foto ini terlalu besar. Perkecil menjadi paling banyak 50 megapiksel."))


def _upright(image: Image.Image, longest: int) -> Image.Image:
    turned = ImageOps.exif_transpose(image) or image
    turned.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    clean = Image.new("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB", turned.size)
    clean.paste(turned.convert(clean.mode))
    return clean


def _encoded(image: Image.Image, media_type: str) -> bytes:
    out = io.BytesIO()
    kind = _FORMATS[media_type]
    if kind == "JPEG":
        image.convert("RGB").save(out, kind, quality=85, optimize=True)
    else:
        image.save(out, kind, **({"quality": 82} if kind == "WEBP" else {"optimize": True}))
    return out.getvalue()


def _taken_on(image: Image.Image) -> dt.date | None:
    exif = image.getexif()
    said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        taken = dt.datetime.strptime(str(said)[:10], "%Y:%m:%d").date()
    except ValueError:
        return None
    return taken if dt.date(1990, 1, 1) <= taken <= dt.date.today() + dt.timedelta(days=1) else None
