"""What a timeline tells of the trail’s entries: each verb in words, its kind and its facts."""

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.cases.categories import CATEGORIES
from helpdesk.cases.models import Case, CaseParty, CasePerson, Claim, File, Receipt
from helpdesk.clients.models import AccessRequest, Client, Fee, Journey
from services.kinds import Kind

from . import filing

OF_MATTERS = {
    "chose_journey": gettext_lazy("The case is about another journey"),
    "added_party": gettext_lazy("A party was added"),
    "removed_party": gettext_lazy("A party was taken off the case"),
    "added_claim": gettext_lazy("A claim was added"),
    "changed_claim": gettext_lazy("A claim was changed"),
    "received": gettext_lazy("Money came of a claim"),
    "took_back_receipt": gettext_lazy("What had come of a claim was taken back"),
    "settled": gettext_lazy("An outcome was written down"),
    "added_deadline": gettext_lazy("A deadline was added"),
    "met_deadline": gettext_lazy("A deadline was met"),
    "reminded_of_deadline": gettext_lazy("A deadline comes near: the officer was reminded"),
}
OF_CASES = {
    "changed": gettext_lazy("Case changed"),
    "added_task": gettext_lazy("Something is to be done"),
    "added_need": gettext_lazy("A need was named"),
    "met": gettext_lazy("A need is met"),
    "unmet": gettext_lazy("A need is not met after all"),
    "untagged": gettext_lazy("A tag was taken off"),
    "woke": gettext_lazy("Case woken"),
    "asked_to_close": gettext_lazy("A supervisor was asked to approve the closing"),
    "approved_closing": gettext_lazy("The closing was approved"),
    "sent_back_closing": gettext_lazy("The closing was sent back"),
    "took_out_assessment": gettext_lazy("An assessment was entered in error"),
    "restricted": gettext_lazy("The case was restricted to named people"),
    "lifted_restriction": gettext_lazy("The restriction was lifted"),
    "shared": gettext_lazy("The case was shared with a colleague"),
    "unshared": gettext_lazy("A colleague no longer sees the case"),
    "broke_glass": gettext_lazy("The case was opened in an emergency"),
}
OF_CLIENTS = {
    "changed": gettext_lazy("What is known of the client was changed"),
    "differed": gettext_lazy("Someone who looks alike is another person"),
    "entered_in_error": gettext_lazy("The record was entered in error"),
}
OF_PLANS = {
    "drew_up_plan": gettext_lazy("A plan was drawn up"),
    "changed_plan": gettext_lazy("The plan was changed"),
    "added_goal": gettext_lazy("A goal was added to the plan"),
    "added_step": gettext_lazy("A step was added to the plan"),
    "finished_step": gettext_lazy("A step of the plan was done"),
    "reviewed_plan": gettext_lazy("The plan was reviewed"),
    "added_skill": gettext_lazy("A skill was written down"),
    "added_prospects": gettext_lazy("Savings and intentions were written down"),
    "reminded_of_plan": gettext_lazy("The officer was reminded of the plan"),
}
OF_REQUESTS = {
    "asked_access": gettext_lazy("Another centre asks to see the record"),
    "granted_access": gettext_lazy("Another centre may see the record"),
    "refused_access": gettext_lazy("Another centre was told no"),
}
OF_REFERRALS = {
    "lost_cover": gettext_lazy("The agreement behind a referral was stopped"),
    "decided": gettext_lazy("It was decided what becomes of a referral without agreement"),
    "handed_over": gettext_lazy("A referral went along to another centre"),
}
OF_CONSENTS = {"attached_paper": gettext_lazy("The signed paper of a consent was added")}

WHAT = [
    ("notes", gettext_lazy("Notes")),
    ("contacts", gettext_lazy("Contacts, help, appointments")),
    ("referrals", gettext_lazy("Referrals and consents")),
    ("money", gettext_lazy("Money")),
    ("tasks", gettext_lazy("Tasks, needs and deadlines")),
    ("files", gettext_lazy("Files")),
    ("journey", gettext_lazy("Journeys")),
    ("plan", gettext_lazy("Plans and skills")),
    ("case", gettext_lazy("The case")),
    ("person", gettext_lazy("The client’s record")),
]
# What an entry is of: by its verb, else by what it is about.
OF_VERB = {
    "journey": {"chose_journey"},
    "money": {"added_claim", "changed_claim", "received", "took_back_receipt", "added_fee"},
    "tasks": {
        *("added_deadline", "met_deadline", "reminded_of_deadline", "added_task", "finished"),
        *("added_need", "met", "unmet"),
    },
    "files": {*filing.TOLD},
    "plan": {*OF_PLANS},
}
OF_LABEL = {
    "cases.case": "case",
    "clients.client": "person",
    "clients.accessrequest": "person",
    "clients.journey": "journey",
}


def what_of(label, verb) -> str:
    """The kind of thing that an entry tells: one of WHAT; the rest is about referrals."""
    by_verb = (what for what, verbs in OF_VERB.items() if verb in verbs)
    return next(by_verb, OF_LABEL.get(label, "referrals"))


MODELS = {"cases.case": Case, "clients.client": Client, "clients.journey": Journey}
PARTS = {  # what is changed with a record and is no field of it
    "phones": gettext_lazy("phones"),
    "documents": gettext_lazy("documents"),
    "relations": gettext_lazy("family"),
    "fees": gettext_lazy("fees"),
}


def _label(choices, code):
    return str(dict(choices).get(code, code)) if code else ""


def _fields(entry):
    """The changed fields, by their names on the page."""
    named = {field.name: field.verbose_name for field in MODELS[entry.label]._meta.fields}
    known = {**named, **PARTS}
    return ", ".join(str(known.get(name, name)) for name in entry.detail.get("fields") or ())


def _claim(entry):
    kind, said = _label(Claim.Kind.choices, entry.detail.get("kind")), entry.detail
    agreed = _("agreed: %(sum)s") % {"sum": said["agreed"]} if said.get("agreed") else ""
    return " · ".join(filter(None, [kind, said.get("sum", ""), agreed]))


def _day(entry):
    day = parse_date(str(entry.detail.get("until") or entry.detail.get("due_on") or ""))
    return date_format(day, "j M Y") if day else ""


def _receipt(entry):
    why = _label(Receipt.Mistake.choices, entry.why)
    return " · ".join(filter(None, [entry.detail.get("sum", ""), why]))


def _outcomes(entry):
    said = entry.detail.get("outcomes") or [entry.detail.get("outcome")]
    return ", ".join(filter(None, (_label(CasePerson.Outcome.choices, code) for code in said)))


def _need(entry):
    return _label(Kind.choices, entry.detail.get("kind"))


def _visitor(entry):
    """Another centre, by its code, and why it asks."""
    why = _label(AccessRequest.Why.choices, entry.why)
    return " · ".join(filter(None, [entry.detail.get("centre", ""), why]))


FACTS = {
    "opened": lambda entry: _label(CATEGORIES_BY_CODE, entry.detail.get("category")),
    "changed": _fields,
    "assigned": lambda entry: entry.to or "",
    "closed": _outcomes,
    "settled": _outcomes,
    "added_need": _need,
    "met": _need,
    "unmet": _need,
    "snoozed": _day,
    "added_claim": _claim,
    "changed_claim": _claim,
    "received": _receipt,
    "took_back_receipt": _receipt,
    "added_deadline": _day,
    "added_party": lambda entry: _label(CaseParty.Role.choices, entry.detail.get("role")),
    "removed_party": lambda entry: _label(CaseParty.Role.choices, entry.detail.get("role")),
    "added_file": lambda entry: _label(File.Kind.choices, entry.detail.get("kind")),
    "replaced_file": lambda entry: _label(File.Kind.choices, entry.detail.get("kind")),
    "added_fee": lambda entry: _label(Fee.Kind.choices, entry.detail.get("kind")),
    "merged": lambda entry: entry.detail.get("lost", ""),
    "undid_merge": lambda entry: entry.detail.get("lost", ""),
    "opened_at_counter": _visitor,
    "asked_access": _visitor,
    "granted_access": _visitor,
    "refused_access": _visitor,
}


def facts_of_entry(entry) -> str:
    """What else the entry says, in words; empty where it says no more."""
    return FACTS[entry.verb](entry) if entry.verb in FACTS else ""


CATEGORIES_BY_CODE = {
    code: label
    for group, choices in CATEGORIES
    for code, label in (choices if isinstance(choices, list | tuple) else [(group, choices)])
}
