"""Which spellings are one name: administrators keep the list, searches use it at once."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.per_request import forget
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission

from .models import NameAlias
from .names import fold

COMMAS = "[,،;、]"


@one_per_submission(NameAlias)
def add_spellings(*, by, submission_id, spellings):
    """These spell one name: from now on, who is asked for by one is found under all."""
    demand(by, "keep_spellings")
    names = dict.fromkeys(" ".join(name.split()) for name in re.split(COMMAS, spellings))
    text = ", ".join(filter(None, names))
    if len({token for name in names for token in fold(name)[:1]}) < 2:
        raise Refused(
            _("Write two spellings or more, with commas between them."), field="spellings"
        )
    if NameAlias.objects.filter(spellings=text).exists():
        raise Refused(_("These spellings are in the list already."), field="spellings")
    alias = NameAlias(spellings=text, submission_id=submission_id)
    alias.save()
    record("added_spellings", alias, by=by, spellings=text)
    forget()
    return alias


@transaction.atomic
def remove_spellings(alias, *, by):
    """These are different names after all."""
    demand(by, "keep_spellings")
    record("removed_spellings", alias, by=by, spellings=alias.spellings)
    alias.delete()
    forget()
