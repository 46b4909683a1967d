from prestasi.people.models.assignment import Assignment, AssignmentKind
from prestasi.people.models.history import Education, Leave, LeaveKind, RankRecord
from prestasi.people.models.person import IdentityKind, IdentityNumber, Person
from prestasi.people.models.reporting import CorrectionRequest, ReportingLine

__all__ = [
    "Assignment",
    "AssignmentKind",
    "CorrectionRequest",
    "Education",
    "IdentityKind",
    "IdentityNumber",
    "Leave",
    "LeaveKind",
    "Person",
    "RankRecord",
    "ReportingLine",
]
