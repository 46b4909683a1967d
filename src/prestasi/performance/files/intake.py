"""From an upload to a kept file: limit, true type, redrawn picture, content address, how it looks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from prestasi.core.formats import file_size
from prestasi.performance.files import images, kinds, store
from prestasi.performance.files.limits import MOST_BYTES
from prestasi.performance.files.prints import print_of
from prestasi.performance.files.refusal import Unacceptable


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: `title` is its cleaned name, `size` the bytes as kept, `picture_print` how it looks."""

    title: str
    media_type: str
    sha256: str
    size: int
    taken_on: dt.date | None = None
    picture_print: int | None = None

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


def take_in(upload: UploadedFile) -> Kept:
    """Check one uploaded file and keep it. `Unacceptable` leaves nothing behind."""
    with store.spooled(upload.chunks()) as spooled:
        if spooled is None:
            raise Unacceptable(too_large())
        path, sha256, size = spooled
        if size == 0:
            raise Unacceptable(_("Berkas ini kosong."))
        media_type = kinds.kind_of(path)
        title = _title(upload.name or "", media_type)
        if media_type.startswith("image/") and not store.has(sha256):
            return _kept_picture(path, media_type, title)
        content = path.read_bytes()
        look = print_of(content) if media_type.startswith("image/") else None
        return Kept(title, media_type, store.put(content), size, picture_print=look)


def too_large() -> str:
    """What a person reads whose file is over the limit."""
    return _("Berkas melebihi %(limit)s. Perkecil fotonya, atau bagi dokumennya, lalu kirim lagi.") % {
        "limit": file_size(MOST_BYTES)
    }


def _kept_picture(path: Path, media_type: str, title: str) -> Kept:
    content, taken_on = images.redraw(path, media_type)
    sha256 = store.put(content, preview=images.preview(content))
    kept_type = images.kept_as(media_type)
    return Kept(Path(title).stem + f".{kinds.EXTENSIONS[kept_type]}", kept_type, sha256, len(content), taken_on,
                print_of(content))  # fmt: skip


def _title(name: str, media_type: str) -> str:
    """The name without folders, control letters and its old ending, with the ending of what it truly is."""
    stem = Path(name.replace("\\", "/")).name.rsplit(".", 1)[0]
    stem = re.sub(r"[\x00-\x1f\x7f<>:\"|?*\u202a-\u202e\u2066-\u2069]", "", stem).strip(" .")[:150]
    return f"{stem or 'bukti'}.{kinds.EXTENSIONS[media_type]}"
