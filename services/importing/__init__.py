"""Reading a directory of services into the desk, again and again without doubles."""

from .directory import DirectoryImport
from .documents import Documents, is_hsds_3
from .entries import EntriesImport
from .package import BadPackage, Package

__all__ = ["BadPackage", "DirectoryImport", "Package", "import_from"]


def import_from(path, *, by, source=None, **defaults):
    """Read a directory in whichever HSDS it is; returns its name and what became of each row."""
    package, run = (
        (Documents(path), EntriesImport) if is_hsds_3(path) else (Package(path), DirectoryImport)
    )
    source = (source or package.name)[:60]
    return source, package, run(package, by=by, source=source, **defaults).run()
