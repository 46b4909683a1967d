"""Keys of open rounds: files beside the database, never in it and never in a backup.

Losing a key loses the unreleased answers of its round; that is the price of a dump that tells nothing. A key is
destroyed as soon as the results are released, so that older copies of the boxes can never be opened again.
"""

from __future__ import annotations

import os
import secrets
import uuid
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from config.env import ENV
from prestasi.core.trouble import Trouble

NONCE = 12
KEY = 32


def folder() -> Path:
    """Where the keys lie: readable by the service's user only."""
    return ENV.state / "sealed-keys"


def make_key(code: uuid.UUID) -> None:
    """A key for a round that opens. One that an interrupted opening has left was never used and is kept."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    if has_key(code):
        return
    passing = _path(code).with_suffix(".new")
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY))
        file.flush()
        os.fsync(file.fileno())
    passing.replace(_path(code))


def has_key(code: uuid.UUID) -> bool:
    return _path(code).is_file()


def destroy_key(code: uuid.UUID) -> None:
    """Overwrite and remove the key; again is harmless."""
    path = _path(code)
    if path.is_file():
        path.write_bytes(secrets.token_bytes(KEY))
        path.unlink()


def round_key(code: uuid.UUID) -> bytes:
    """The key of a round. Raises Trouble when the file is not on this machine."""
    try:
        return _path(code).read_bytes()
    except FileNotFoundError:
        raise Trouble(
            _("Kunci putaran umpan balik tidak ada di server ini."),
            _("Pulihkan folder sealed-keys dari server lama, atau batalkan putaran lalu ulangi."),
        ) from None


def seal(key: bytes, content: bytes, place: str) -> bytes:
    """Ciphertext that opens only with this key and for this place (a box, a draft)."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes | None:
    """The content; None when the key, the place or the ciphertext is another."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except (InvalidTag, ValueError):
        return None


def _path(code: uuid.UUID) -> Path:
    return folder() / f"{code}.key"
