"""People whom another centre has registered: that a record exists there, and nothing more.

Only centres that openly serve her are named: a restricted case makes no Serving and no match key,
so it never shows here. The page carries a signed token in place of her code.
"""

import re
from dataclasses import dataclass

from django.core import signing
from django.http import Http404

from helpdesk.access.models import Centre
from helpdesk.audit.trail import record_read
from helpdesk.clients.described import digits, plain_number
from helpdesk.clients.finding import look_alikes
from helpdesk.clients.matching import search_keys
from helpdesk.clients.models import Client, Document, MatchKey, Phone, Serving

SALT = "helpdesk.desk.elsewhere"
HOLDS = 30 * 60  # seconds
SHOWN = 3
DIGITS = 8  # a shorter number is no phone
CODE = re.compile("[A-Z0-9]+(-[A-Z0-9]+)+")


@dataclass
class Elsewhere:
    """A record at another centre: where it is, and the token that opens it with a reason."""

    centre: str
    token: str


def counter_of(user):
    """The centre at whose counter the user stands; None for those who do no casework."""
    return Centre.objects.served_by(user).first()


def registered(described, look, user) -> list[Elsewhere]:
    """For the panel at registration: by all that is typed, else by an exact number or code."""
    if described.names and not CODE.fullmatch(look.strip().upper()):
        return like(described, user)
    return exactly(look, user)


def like(described, user) -> list[Elsewhere]:
    """Those whom a second fact besides the name makes likely: a strong look-alike elsewhere."""
    if not described.tells_apart:
        return []
    hits = look_alikes(described, user=None, limit=20)
    return _told(user, [hit.client.pk for hit in hits if hit.strength == "strong"])


def exactly(query, user) -> list[Elsewhere]:
    """Those of exactly this code, phone or document number."""
    code = query.strip().upper()
    named = Client.objects.filter(code=code).first()
    ids = [named.as_kept().pk] if named else _by_number(query)
    return _told(user, ids)


def token_for(client, user, centre) -> str:
    """What the page holds in her place: for this user at this centre, for half an hour."""
    return signing.dumps([str(client.uid), user.pk, centre.pk], salt=SALT)


def read_token(token, user):
    """(client, centre) of a token, or 404 where it is another's, too old or made up."""
    try:
        uid, user_pk, centre_pk = signing.loads(token, salt=SALT, max_age=HOLDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    centre = Centre.objects.served_by(user).filter(pk=centre_pk).first()
    client = Client.objects.for_listing().filter(uid=uid).first()
    if user_pk != user.pk or centre is None or client is None:
        raise Http404
    return client.as_kept(), centre


def place_of(client):
    """The centre that is named: her home, while it serves her openly."""
    served = Serving.objects.filter(client=client).select_related("centre").order_by("pk")
    centres = [serving.centre for serving in served]
    return next((c for c in centres if c.pk == client.centre_id), centres[0] if centres else None)


def _told(user, ids):
    """Of these, the ones that the user may not see; that they were shown is recorded."""
    counter = counter_of(user)
    if not ids or counter is None:
        return []
    standing = Client.objects.filter(pk__in=ids, merged_into=None, entered_in_error_at=None)
    hidden = standing.exclude(pk__in=Client.objects.visible_to(user).values("pk"))
    found = [(client, place_of(client)) for client in hidden.for_listing().order_by("pk")[:SHOWN]]
    found = [(client, place) for client, place in found if place]
    if found:
        record_read("found_elsewhere", Client, by=user, clients=[client for client, _ in found])
    return [Elsewhere(place.name, token_for(client, user, counter)) for client, place in found]


def _by_number(query):
    """Ids of clients who have exactly this phone or document number: opened and compared."""
    number, plain = digits(query).lstrip("0"), plain_number(query)
    if len(plain) < 5 or not number:
        return []
    keys = set().union(*(words for words in search_keys(query) if words))
    ids = set(MatchKey.objects.filter(key__in=keys).values_list("client", flat=True)[:50])
    phones = Phone.objects.for_listing().filter(client__in=ids)
    papers = Document.objects.for_listing().filter(client__in=ids)
    found = {p.client_id for p in phones if len(number) >= DIGITS and p.number.endswith(number)}
    return found | {p.client_id for p in papers if p.number and plain_number(p.number) == plain}
