from .draft import Draft
from .export import Export
from .job import Job
from .report import Report, ReportTable, ReportTemplate
from .saved_filter import SavedFilter
from .sealed_file import FilePiece, SealedFile

__all__ = [
    "Draft",
    "Export",
    "FilePiece",
    "Job",
    "Report",
    "ReportTable",
    "ReportTemplate",
    "SavedFilter",
    "SealedFile",
]
