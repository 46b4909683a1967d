from prestasi.organization.models.agency import Agency
from prestasi.organization.models.holiday import Holiday
from prestasi.organization.models.position import JobFamily, Position, PositionKind
from prestasi.organization.models.unit import Unit, UnitVersion

__all__ = ["Agency", "Holiday", "JobFamily", "Position", "PositionKind", "Unit", "UnitVersion"]
