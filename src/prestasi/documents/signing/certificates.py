"""A small authority of one's own for demo and tests: a root and the agency's seal, made on first use under the state.

The key is encrypted when `PRESTASI_SIGNING_PASSPHRASE` is set (it is only read, never written); without it the file is
readable by its owner alone. Certificates from here prove integrity, not identity: every page says so.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

YEARS = 5


def ensure(folder: Path, agency: str, passphrase: bytes | None) -> None:
    """Make root and seal unless they are there. Two processes at once: the first whole set stays."""
    if (folder / "seal.pem").exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key, seal_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name("Prestasi, otoritas contoh", agency)
    root = _certificate(root_name, root_name, root_key.public_key(), root_key, is_root=True)
    seal = _certificate(_name(f"Segel elektronik {agency}", agency), root_name, seal_key.public_key(), root_key)
    lock = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    key = seal_key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    _write(folder / "seal.key", key)
    _write(folder / "root.pem", root.public_bytes(serialization.Encoding.PEM))
    _write(folder / "seal.pem", seal.public_bytes(serialization.Encoding.PEM))


def once(folder: Path, make: Callable[[], None]) -> None:
    """Run `make` while no other process does."""
    import fcntl

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make()


def _name(common: str, agency: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, agency[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, by: ec.EllipticCurvePrivateKey, *,
    is_root: bool = False,
) -> x509.Certificate:  # fmt: skip
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=3650)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=not is_root, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=is_root, crl_sign=is_root, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(dt.datetime.now(dt.UTC) + dt.timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(".part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    unfinished.replace(path)
