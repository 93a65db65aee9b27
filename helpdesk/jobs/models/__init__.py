from .draft import Draft
from .job import Job
from .saved_filter import SavedFilter

__all__ = ["Draft", "Job", "SavedFilter"]
