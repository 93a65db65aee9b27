"""Contacts and help given: may they, may it, do it, record it."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.clients.matching import phone_digits
from helpdesk.core.clock import now, today
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.vault.models import DataKey

from .models import Contact, HelpGiven

SEALED = ("name", "phone", "note", "correction")


@one_per_submission(Contact)
def log(centre, *, by, submission_id, client=None, case=None, helps=(), journey=None, **facts):
    """Someone came, called or wrote: anonymous, named, or about a client or case already known.

    `helps`: the kinds of help that were given on the spot. `journey`: the one of the client’s that
    it was about.
    """
    demand(by, "log", centre)
    if case:  # it stops the case's clock
        demand(by, "log", case)
    contact = Contact(
        code=_new_code(),
        centre=centre,
        client=client,
        case=case,
        journey=journey,
        by=by,
        submission_id=submission_id,
        written_at=now(),
    )
    _put(contact, facts)
    contact.save()
    for kind in helps:
        _help_at(contact, kind, by, uuid.uuid5(submission_id, kind), contact.happened_on)
    if case:
        cases.answer(case, on=contact.happened_on)
    record("logged", contact, by=by, channel=contact.channel, topics=contact.topics)
    return contact


@transaction.atomic
def correct(contact, *, by, reason, version, **facts):
    """What was written of a contact was wrong; the reason stays with it."""
    demand(by, "correct", contact)
    contact = _lock_standing(contact, version)
    changed = sorted(name for name, value in facts.items() if getattr(contact, name) != value)
    _put(contact, {**facts, "correction": reason})
    contact.version += 1
    contact.save()
    record("corrected", contact, by=by, fields=changed)
    return contact


@transaction.atomic
def enter_in_error(contact, *, by, reason):
    """This contact never was, nor the help at it: neither is counted or listed any more."""
    demand(by, "enter_in_error", contact)
    contact = _lock_standing(contact)
    contact.version += 1
    _take_out(contact, reason, "version")
    for help_given in contact.help_given.standing().select_related("data_key"):
        _take_out(help_given, reason)
    record("entered_in_error", contact, by=by)
    return contact


@one_per_submission(HelpGiven)
def give_help(about, *, by, submission_id, kind, happened_on=None, client=None, need=None, **facts):
    """Help that the centre gave at a contact or on a case. `need`: the one that it met."""
    demand(by, "give_help", about)
    happened_on = happened_on or today()
    _not_to_come(happened_on)
    if isinstance(about, Contact):
        about = _lock_standing(about)
        given = _help_at(about, kind, by, submission_id, happened_on, **facts)
    else:
        given = _help_on(about, kind, by, submission_id, happened_on, client, need, **facts)
    if given.case:
        cases.answer(given.case, on=happened_on)
    record("gave_help", given, by=by, kind=kind)
    if need:
        cases.meet(need, by=by)
    return given


@transaction.atomic
def enter_help_in_error(help_given, *, by, reason):
    """This help was not given; a need that it met is open again."""
    demand(by, "enter_in_error", help_given)
    need = help_given.need
    help_given = lock(help_given)
    if help_given.in_error_at is None:
        _take_out(help_given, reason)
        record("entered_in_error", help_given, by=by)
        if need:
            cases.meet(need, by=by, met=False)
    return help_given


@transaction.atomic
def tie(contact, *, by, client, case=None):
    """It was this client who came; and this case that it was about, or became."""
    demand(by, "tie", contact)
    contact = _lock_standing(contact)
    case = case or contact.case
    if contact.client_id not in (None, client.pk):
        raise Refused(_("This contact is already tied to another client."))
    if contact.case_id and contact.case_id != case.pk:
        raise Refused(_("This contact has already become a case."))
    if (contact.client_id, contact.case_id) == (client.pk, case and case.pk):
        return contact
    contact.version += 1
    contact.client, contact.case = client, case
    contact.journey = journey_of(client, case)
    contact.save(update_fields=["client", "case", "journey", "version"])
    for given in contact.help_given.select_related("data_key"):
        given.client, given.case = client, case
        given.save(update_fields=["client", "case"])
    record("tied", contact, by=by)
    return contact


@transaction.atomic
def open_case_from(contact, client, centre, *, by, submission_id, **facts):
    """A contact of a client becomes a case of hers, once however often it is sent."""
    case = cases.open(client, centre, by=by, submission_id=submission_id, **facts)
    tie(contact, by=by, client=client, case=case)
    return case


def journey_of(client, case):
    """The one that the case is about, or her latest."""
    role = case and case.people.filter(client=client).select_related("journey").first()
    return role.journey if role else client.journeys.first()


def _new_code():
    while Contact.objects.filter(code=(code := f"W-{random_code(3)}-{random_code(3)}")).exists():
        pass
    return code


def _put(contact, facts):
    """Set what was said. A key is made only where something is to be sealed."""
    _not_to_come(facts.get("happened_on") or today())
    if phone := facts.get("phone"):
        facts = {**facts, "phone": phone_digits(phone, str(contact.centre.country))}
    for name, value in facts.items():
        setattr(contact, name, value)
    _seal(contact)


def _seal(row):
    if row.data_key is None and any(getattr(row, name, None) for name in SEALED):
        row.data_key = DataKey.make()


def _take_out(row, reason, *fields):
    row.in_error_at, row.correction = now(), reason
    _seal(row)
    row.save(update_fields=["in_error_at", "correction", "data_key", *fields])


def _not_to_come(day):
    if day > today():
        raise Refused(_("This day is still to come. Enter what has happened."), field="happened_on")


def _lock_standing(contact, version=None):
    contact = lock(contact, version=version)
    if contact.in_error_at:
        raise Refused(_("This contact was entered in error. Nothing more can be done with it."))
    return contact


def _help_at(contact, kind, by, submission_id, happened_on, **facts):
    given = HelpGiven(
        contact=contact,
        case=contact.case,
        client=contact.client,
        data_key=contact.data_key,
        **facts,
    )
    return _save_help(given, contact.centre, kind, by, submission_id, happened_on)


def _help_on(case, kind, by, submission_id, happened_on, client, need, **facts):
    if need and need.case_id != case.pk:
        raise Refused(_("This need belongs to another case."), field="need")
    given = HelpGiven(case=case, client=client, need=need, data_key=case.data_key, **facts)
    return _save_help(given, case.centre, kind, by, submission_id, happened_on)


def _save_help(given, centre, kind, by, submission_id, happened_on):
    given.centre, given.kind, given.by = centre, kind, by
    given.submission_id, given.happened_on, given.written_at = submission_id, happened_on, now()
    _seal(given)
    given.save()
    return given
