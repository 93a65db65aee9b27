"""All that happens to a client's own record. Who may: access.roles. What was done: the trail."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand, home_centre
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.vault.models import DataKey

from ..described import plain_number
from ..matching import client_keys, phone_digits
from ..models import Client, Document, MatchKey, Phone, Serving


@one_per_submission(Client)
def register(centre, *, by, submission_id, phone=None, served=True, **facts):
    """A new person at this centre, with her own key. `phone`: a Phone's facts, if she has one.

    Not `served`: only those named on her restricted case see her, and nobody finds her by search.
    """
    demand(by, "register", centre)
    client = Client(
        code=_new_code(),
        data_key=DataKey.make(),
        centre=centre,
        registered_by=by,
        submission_id=submission_id,
        **with_birth(facts),
    )
    client.save()
    if served:
        Serving.objects.create(client=client, centre=centre, why=Serving.Why.HOME)
    if phone:
        _new_phone(client, phone, by)
    index(client)
    record("registered", client, by=by)
    return client


@transaction.atomic
def change(client, *, by, version, **facts):
    """Correct or complete what is known of her. Stale where someone else saved meanwhile."""
    demand(by, "change", client)
    client = lock_standing(client, version=version)
    facts = with_birth(facts)
    changed = sorted(name for name, value in facts.items() if getattr(client, name) != value)
    for name in changed:
        setattr(client, name, facts[name])
    client.version += 1
    client.save(update_fields=[*(Client._meta.get_field(name).name for name in changed), "version"])
    index(client)
    record("changed", client, by=by, fields=changed)
    return client


@transaction.atomic
def enter_in_error(client, *, by):
    """This record should never have been made: from now on nobody finds or sees it."""
    demand(by, "enter_in_error", client)
    client = lock(client)
    client.entered_in_error_at = now()
    client.version += 1
    client.save(update_fields=["entered_in_error_at", "version"])
    client.match_keys.all().delete()
    record("entered_in_error", client, by=by)
    return client


@transaction.atomic
def add_phone(client, *, by, **facts):
    """One more number of hers, and whether it is safe to call. Pressed twice, it is one."""
    demand(by, "change", client)
    client = lock_standing(client)
    if known := find_phone(client, facts["number"], by):
        if _says_the_same(known, {**facts, "number": known.number}):
            return known
        raise Refused(
            _("This number is on her record already. Open it there and change what is known of it.")
        )
    phone = _new_phone(client, facts, by)
    index(client)
    record("changed", client, by=by, fields=["phones"])
    return phone


@transaction.atomic
def change_phone(phone, *, by, version=None, **facts):
    """A number, or when and how it may be called, has changed."""
    client = phone.client
    demand(by, "change", client)
    phone = lock(phone, version=version)
    facts["number"] = phone_digits(facts["number"], *countries_of(client, by))
    for name, value in facts.items():
        setattr(phone, name, value)
    phone.save()
    index(client)
    record("changed", client, by=by, fields=["phones"])
    return phone


@transaction.atomic
def add_document(client, *, by, **facts):
    """A paper of hers and who holds it. Pressed twice, it is one."""
    demand(by, "change", client)
    client = lock_standing(client)
    for known in client.documents.for_listing():
        if _says_the_same(known, facts):
            return known
    if find_document(client, facts.get("number")):
        raise Refused(
            _(
                "A document with this number is on her record already. Open it there and change "
                "what is known of it."
            )
        )
    document = Document(client=client, data_key=client.data_key, **facts)
    document.save()
    index(client)
    record("changed", client, by=by, fields=["documents"])
    return document


@transaction.atomic
def change_document(document, *, by, version=None, **facts):
    """A paper, or who holds it, has changed."""
    client = document.client
    demand(by, "change", client)
    document = lock(document, version=version)
    for name, value in facts.items():
        setattr(document, name, value)
    document.save()
    index(client)
    record("changed", client, by=by, fields=["documents"])
    return document


def lock_standing(client, *, version=None):
    """Her record, locked; refused where it was merged into another one or taken out meanwhile."""
    client = lock(client, version=version)
    if client.entered_in_error_at:
        raise Refused(_("This record was entered in error. Nothing more can be done with it."))
    if client.merged_into_id:
        raise Refused(
            _("This record was merged into %(code)s. Go on there.")
            % {"code": client.as_kept().code},
            code="merged",
        )
    return client


def find_phone(client, number, by):
    """Her phone of this number, however `by` typed it, or None."""
    wanted = phone_digits(number, *countries_of(client, by))
    return next((one for one in client.phones.for_listing() if one.number == wanted), None)


def find_document(client, number):
    """Her document of this number, however it was typed, or None."""
    wanted, known = plain_number(number or ""), client.documents.for_listing()
    return next((one for one in known if wanted and plain_number(one.number or "") == wanted), None)


def _says_the_same(row, facts):
    return all(getattr(row, name) == value for name, value in facts.items())


def serve(client, centre, why):
    """The centre serves her from now on. Called by the upper actions, which check and record."""
    serving, is_new = Serving.objects.get_or_create(
        client=client, centre=centre, defaults={"why": why}
    )
    if is_new:
        index(client)
    return serving


def index(client):
    """Make her match keys anew, for every centre that serves her.

    She is found by what was known of the records that were merged into hers, too. One that was
    merged into another, or entered in error, is found by nothing.
    """
    if client.merged_into_id or client.entered_in_error_at:
        client.match_keys.all().delete()
        return
    phones = list(client.phones.for_listing())
    documents = list(client.documents.for_listing())
    keys = client_keys(client, phones, documents)
    keys = keys.union(*(client_keys(self) for self in client.selves()[1:]))
    centres = list(client.servings.values_list("centre", flat=True))
    wanted = {(key, centre) for key in keys for centre in centres}
    has = set(client.match_keys.values_list("key", "centre"))
    for key, centre in has - wanted:
        client.match_keys.filter(key=key, centre=centre).delete()
    MatchKey.objects.bulk_create(
        MatchKey(key=k, centre_id=c, client=client) for k, c in wanted - has
    )


def _new_code():
    while Client.objects.filter(code=(code := f"C-{random_code(3)}-{random_code(3)}")).exists():
        pass
    return code


def _new_phone(client, facts, by):
    number = phone_digits(facts["number"], *countries_of(client, by))
    phone = Phone(client=client, data_key=client.data_key, **{**facts, "number": number})
    phone.save()
    return phone


def countries_of(client, by):
    """Whose a number without a prefix may be: where it is typed, or where she is at home."""
    here = home_centre(by)
    return [str(centre.country) for centre in (here, client.centre) if centre]


def with_birth(facts):
    """Derive what is counted (year, precision) from what was said."""
    if "birth" in facts:
        birth = facts["birth"] or {}
        facts = {
            **facts,
            "birth_year": birth.get("year"),
            "birth_precision": birth.get("precision", ""),
        }
    return facts
