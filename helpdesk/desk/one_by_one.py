"""One act on many cases: each is judged and done by itself, and a refusal costs only its own."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.core.refusal import Refused


@dataclass
class Report:
    """What came of it: (case as it was, as it is now), and (code, why not)."""

    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    @property
    def refused_codes(self):
        return [code for code, _why in self.refused]

    def __str__(self):
        done = ngettext("%(n)s done", "%(n)s done", len(self.done)) % {"n": len(self.done)}
        if not self.refused:
            return f"{done}."
        left = len(self.refused)
        refused = ngettext("%(n)s refused", "%(n)s refused", left) % {"n": left}
        return f"{done}, {refused}."


def one_by_one(codes, cases, act) -> Report:
    """`act(case)` on each of the codes; `cases` are those that the user sees, by code."""
    report = Report()
    for code in codes:
        try:
            with transaction.atomic():
                if code not in cases:
                    raise Refused(_("You do not see this case, or it is not there."))
                report.done.append((cases[code], act(cases[code])))
        except Refused as refusal:
            report.refused.append((code, str(refusal)))
        except PermissionDenied:
            report.refused.append((code, _("You may not do this.")))
    return report
