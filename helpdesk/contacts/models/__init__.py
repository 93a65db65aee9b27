from .contact import Contact
from .help_given import HelpGiven

__all__ = ["Contact", "HelpGiven"]
