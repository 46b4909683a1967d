from prestasi.exchange.models.batch import ImportBatch, ImportEffect, ImportRow
from prestasi.exchange.models.report import ExportFile, FileFormat, SavedView

__all__ = ["ExportFile", "FileFormat", "ImportBatch", "ImportEffect", "ImportRow", "SavedView"]
