"""The key pair by which a push service knows this installation (VAPID, RFC 8292), made once and kept like a secret."""

from __future__ import annotations

import os
import time
from base64 import urlsafe_b64encode
from email.utils import parseaddr
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from config.env import ENV

FILE = "push-key.pem"
VALID_S = 12 * 3600  # a push service refuses more than 24 hours


def make(state: Path) -> Path:
    """The file of the key; made when absent, readable by its owner only, and never half written."""
    path = state / FILE
    if path.exists():
        return path
    state.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{FILE}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(written(ec.generate_private_key(ec.SECP256R1())))
    try:
        os.link(draft, path)  # unlike rename, never replaces the key that another process has just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path


def written(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The key as PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@cache
def pair() -> ec.EllipticCurvePrivateKey:
    """The key of this installation. ValueError when it is not one on the curve P-256."""
    raw = ENV.push_key.encode() or make(ENV.state).read_bytes()
    key = load_pem_private_key(raw, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("the push key is not a private key on the curve P-256")
    return key


def public_key() -> str:
    """What a browser needs to subscribe: the uncompressed point, base64url without padding."""
    point = pair().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()


def key_id() -> str:
    """A short name of the key, to know subscriptions made for a former one."""
    return sha256(public_key().encode()).hexdigest()[:16]


def authorization(endpoint: str) -> str:
    """The header by which the push service sees who sends; signed for its origin, by the true time."""
    parts = urlsplit(endpoint)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + VALID_S, "sub": f"mailto:{sender}",
    }  # fmt: skip
    return f"vapid t={jwt.encode(claims, pair(), algorithm='ES256')}, k={public_key()}"
