"""Reading a directory of services into the desk, again and again without doubles."""

from .directory import DirectoryImport
from .package import BadPackage, Package

__all__ = ["BadPackage", "DirectoryImport", "Package"]
