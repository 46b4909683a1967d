from prestasi.audit.models.event import Event
from prestasi.audit.models.idempotency import Idempotency

__all__ = ["Event", "Idempotency"]
