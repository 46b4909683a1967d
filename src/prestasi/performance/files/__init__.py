"""Files of evidence: what they really are, made harmless, kept under their hash."""

from prestasi.performance.files.intake import Kept, take_in
from prestasi.performance.files.refusal import Unacceptable

__all__ = ["Kept", "Unacceptable", "take_in"]
