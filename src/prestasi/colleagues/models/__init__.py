from prestasi.colleagues.models.outcome import GroupResult, Outcome
from prestasi.colleagues.models.question import QuestionSet, Statement
from prestasi.colleagues.models.round import GroupWeight, Round
from prestasi.colleagues.models.sealed import Box, CountedReceipt, Draft
from prestasi.colleagues.models.subject import Invitation, Subject

__all__ = [
    "Box",
    "CountedReceipt",
    "Draft",
    "GroupResult",
    "GroupWeight",
    "Invitation",
    "Outcome",
    "QuestionSet",
    "Round",
    "Statement",
    "Subject",
]
