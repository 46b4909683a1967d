from prestasi.exchange.models.batch import ImportBatch, ImportEffect, ImportRow
from prestasi.exchange.models.difference import Difference, DifferenceQuestion, ReconcileRun
from prestasi.exchange.models.report import ExportFile, FileFormat, SavedView

__all__ = [
    "Difference",
    "DifferenceQuestion",
    "ExportFile",
    "FileFormat",
    "ImportBatch",
    "ImportEffect",
    "ImportRow",
    "ReconcileRun",
    "SavedView",
]
