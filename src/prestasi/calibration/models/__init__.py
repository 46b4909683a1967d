from prestasi.calibration.models.determination import BulkConfirmation, Determination
from prestasi.calibration.models.session import Before, Discussed, Member, PreRead, Recusal, Remark, Session

__all__ = [
    "Before",
    "BulkConfirmation",
    "Determination",
    "Discussed",
    "Member",
    "PreRead",
    "Recusal",
    "Remark",
    "Session",
]
