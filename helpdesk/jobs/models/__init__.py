from .draft import Draft
from .export import Export
from .job import Job
from .saved_filter import SavedFilter
from .sealed_file import FilePiece, SealedFile

__all__ = ["Draft", "Export", "FilePiece", "Job", "SavedFilter", "SealedFile"]
