"""Encrypting for one browser (RFC 8291 over the content encoding aes128gcm of RFC 8188), one record, padded."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
PADDED = 512  # every message has the same length, so that its size says nothing
LAST = b"\x02"


def point_of(text: str) -> ec.EllipticCurvePublicKey:
    """The browser's public key (`p256dh`). ValueError when it is no point on the curve P-256."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(text, 65))


def decoded(text: str, length: int) -> bytes:
    """Bytes from base64url with or without padding. ValueError when there are not `length` of them."""
    raw = urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    if len(raw) != length:
        raise ValueError(f"{len(raw)} bytes, expected {length}")
    return raw


def seal(plain: bytes, public_key: str, auth: str) -> bytes:
    """The body to send: only the browser with these keys can read it."""
    own = ec.generate_private_key(ec.SECP256R1())
    return seal_with(plain + LAST + bytes(max(0, PADDED - len(plain))), public_key, auth, own, os.urandom(16))


def seal_with(
    record: bytes, public_key: str, auth: str, own: ec.EllipticCurvePrivateKey, salt: bytes
) -> bytes:  # fmt: skip
    """As `seal`, with the record's end mark already there and everything random given."""
    theirs, mine = decoded(public_key, 65), _point(own.public_key())
    shared = own.exchange(ec.ECDH(), point_of(public_key))
    secret = _derived(shared, decoded(auth, 16), b"WebPush: info\0" + theirs + mine, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine
    return head + AESGCM(key).encrypt(nonce, record, None)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)
