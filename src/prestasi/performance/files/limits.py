"""How much a file of evidence may be, and an upload handler that stops writing when it is more."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
MOST_UNPACKED = 100_000_000
FIELD = "berkas"


class EvidenceLimit(FileUploadHandler):
    """Drops a file of the field `berkas` as soon as it passes the limit, so that nothing of it is kept.

    The name of a dropped file is left in `request.too_large`.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if self.field_name != FIELD:
            return raw_data
        self.received += len(raw_data)
        if self.received > MOST_BYTES:
            self.request.too_large = [*getattr(self.request, "too_large", []), self.file_name]  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
