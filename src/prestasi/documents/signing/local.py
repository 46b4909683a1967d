"""Sealing and checking with pyHanko (PAdES B-B) and the installation's own certificate."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from cryptography import x509
from django.conf import settings
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from prestasi.core import clock
from prestasi.documents.signing import certificates
from prestasi.documents.signing.port import NotAvailable, Passphrase, Sealed, Verdict

FIELD = "Segel"


class LocalSigner:
    """The agency's seal from `<state>/signing`."""

    def __init__(self) -> None:
        self.folder = Path(settings.STATE) / "signing"

    def seal(self, content: bytes, *, reason: str, place: str, passphrase: Passphrase | None = None) -> Sealed:
        """The file with one invisible signature over all of it, as an incremental update (PDF/A stays PDF/A)."""
        at = clock.database_now()
        signer = self._signer(passphrase)
        given = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=reason,
            location=place, name=signer.subject_name,
        )  # fmt: skip
        out = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        signers.PdfSigner(given, signer=signer).sign_pdf(writer, output=out)
        return Sealed(out.getvalue(), self._common_name(), at)

    def check(self, content: bytes) -> Verdict:
        """Verdict over the last signature. A damaged file is unsigned; a file changed after signing is not intact."""
        try:
            found = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
            if not found:
                return Verdict(is_signed=False)
            status = validate_pdf_signature(found[-1], self._trust())
        except (PdfError, SignatureValidationError, ValueError, IndexError, KeyError, TypeError, AttributeError):
            return Verdict(is_signed=b"/ByteRange" in content)
        whole = bool(status.bottom_line or (status.intact and status.valid)) and not _was_added_to(status)
        return Verdict(
            is_signed=True, is_intact=whole, is_trusted=bool(status.trusted),
            signer=str(status.signing_cert.subject.native.get("common_name", "")), at=status.signer_reported_dt,
        )  # fmt: skip

    def _signer(self, passphrase: Passphrase | None) -> signers.SimpleSigner:
        secret = passphrase.reveal() if passphrase else _own_passphrase()
        certificates.once(self.folder, lambda: certificates.ensure(self.folder, _agency(), secret))
        signer = signers.SimpleSigner.load(
            str(self.folder / "seal.key"), str(self.folder / "seal.pem"),
            ca_chain_files=(str(self.folder / "root.pem"),), key_passphrase=secret,
        )  # fmt: skip
        if signer is None:
            raise NotAvailable("the seal could not be opened")
        return signer

    def _trust(self) -> ValidationContext:
        root = self.folder / "root.pem"
        roots = [load_cert_from_pemder(str(root))] if root.exists() else []
        return ValidationContext(trust_roots=roots, allow_fetching=False, moment=dt.datetime.now(dt.UTC))

    def _common_name(self) -> str:
        seal = x509.load_pem_x509_certificate((self.folder / "seal.pem").read_bytes())
        return str(seal.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)


def _was_added_to(status: object) -> bool:
    """Whether bytes follow what the signature covers."""
    coverage = getattr(status, "coverage", None)
    return coverage is None or coverage.name != "ENTIRE_FILE"


def _own_passphrase() -> bytes | None:
    return settings.SIGNING_PASSPHRASE.encode() or None


def _agency() -> str:
    from prestasi.organization.models import Agency

    return Agency.objects.values_list("name", flat=True).first() or "Prestasi"
