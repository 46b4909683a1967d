from prestasi.objection.models.draw import Draw
from prestasi.objection.models.objection import Objection, ObjectionEvidence, ObjectionItem, ObjectionState, Outcome

__all__ = ["Draw", "Objection", "ObjectionEvidence", "ObjectionItem", "ObjectionState", "Outcome"]
