"""A browser and a push service of our own: the one opens what was sealed for it, the other keeps a ledger."""

from __future__ import annotations

import json
import os
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def text_of(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass(frozen=True)
class Browser:
    """The receiving side of RFC 8291, written from the receiver's end."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    def keys(self) -> dict[str, str]:
        return {"public_key": text_of(point(self.key.public_key())), "auth": text_of(self.auth)}

    def open(self, sealed: bytes) -> bytes:
        """What was said, without the padding; raises InvalidTag when it was sealed for somebody else."""
        salt, length = sealed[:16], sealed[20]
        sender, box = sealed[21 : 21 + length], sealed[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        secret = _hkdf(shared, self.auth, b"WebPush: info\0" + point(self.key.public_key()) + sender, 32)
        key = _hkdf(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(secret, salt, b"Content-Encoding: nonce\0", 12)
        said, mark, _padding = AESGCM(key).decrypt(nonce, box, None).rpartition(b"\x02")
        assert mark == b"\x02"
        return said


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclass(frozen=True)
class Taken:
    """One message as the service took it."""

    path: str
    headers: dict[str, str]
    body: bytes

    def claims(self, audience: str) -> dict[str, Any]:
        """What the sender swears, after its signature, its audience and its end were checked."""
        scheme, _space, rest = self.headers["authorization"].partition(" ")
        given = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert scheme == "vapid"
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes_of(given["k"]))
        claims: dict[str, Any] = jwt.decode(given["t"], key, algorithms=["ES256"], audience=audience)
        return claims


class _Handler(BaseHTTPRequestHandler):
    server: PushServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.ledger.append(Taken(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        time.sleep(self.server.pause_s)
        status, wait = self.server.answers.get(self.path, (201, 0))
        try:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if wait:
                self.send_header("Retry-After", str(wait))
            self.end_headers()
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:
        """The ledger is enough."""


class PushServer(ThreadingHTTPServer):
    """Answers 201, or what `answers` says for a path: (status, seconds to wait)."""

    def __init__(self, pause_s: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ledger: list[Taken] = []
        self.answers: dict[str, tuple[int, int]] = {}
        self.pause_s = pause_s

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def said(self, browser: Browser) -> list[dict[str, str]]:
        """Everything taken, opened by this browser."""
        return [json.loads(browser.open(taken.body)) for taken in self.ledger]


@contextmanager
def push_server(pause_s: float = 0.0) -> Iterator[PushServer]:
    """A running service; it waits `pause_s` between taking a message and saying yes."""
    with PushServer(pause_s) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
