"""Files that people bring: their content says what they are, and only what is known is kept.

`checked()` is the one door: bytes and a name go in, a `Checked` that can be kept comes out, or a
`Refused` that says what to do instead. Nothing here knows who brought the file or for whom.
"""

from .checking import Checked, checked, checked_paper
from .disk import demand_room
from .names import clean_name
from .serving import as_download

__all__ = ["Checked", "as_download", "checked", "checked_paper", "clean_name", "demand_room"]
