from prestasi.worklog.models.entry import Entry
from prestasi.worklog.models.importing import EntryImport, EntryImportRow
from prestasi.worklog.models.question import Question

__all__ = ["Entry", "EntryImport", "EntryImportRow", "Question"]
