from prestasi.dialogue.models.agreement import Agreement, AgreementReview
from prestasi.dialogue.models.dialogue import AgendaItem, Dialogue, DialogueKind, PrivateNote, Side, Topic
from prestasi.dialogue.models.feedback import Appreciation, FeedbackRequest
from prestasi.dialogue.models.guidance import CompetenceScore, GuidanceFeedback, SealedReading
from prestasi.dialogue.models.improvement import ImprovementPlan, ImprovementStep
from prestasi.dialogue.models.reading import TeamReading

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementReview",
    "Appreciation",
    "CompetenceScore",
    "Dialogue",
    "DialogueKind",
    "FeedbackRequest",
    "GuidanceFeedback",
    "ImprovementPlan",
    "ImprovementStep",
    "PrivateNote",
    "SealedReading",
    "Side",
    "TeamReading",
    "Topic",
]
