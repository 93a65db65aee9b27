"""Where people type and what an address may ask: a new page adds a line here, and is tried too.

FORMS are sent whole, with each of their texts made hostile; LISTS are asked with every parameter.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from helpdesk.core.clock import today
from tests.url_matrix import MATRIX

# Tables that reading and being refused may write to.
OF_READING = {
    "audit_entry",
    "audit_entryclient",
    "django_session",
    "shared_cache",
    "account_emailaddress",  # the log-in's own: made when somebody first opens her password page
}


@dataclass(frozen=True)
class Form:
    """A page's form: who sends it, what is right in it, and which of its answers are typed."""

    name: str
    role: str
    texts: tuple[str, ...]
    answers: Callable[..., dict] = field(default=lambda world: {})

    def path(self, world):
        return reverse(self.name, args=MATRIX[self.name].args(world))

    def whole(self, world, **changed):
        """All that the form asks for, with something readable in each text."""
        words = dict.fromkeys(self.texts, "Words")
        return {"submission_id": uuid.uuid4(), **words, **self.answers(world), **changed}

    def hostile(self, world, text):
        """With the text in each place where people type; a very long one in the first alone."""
        return self.whole(world, **dict.fromkeys(self.hit_by(text), text))

    def hit_by(self, text):
        return self.texts[: 1 if len(text) > 10_000 else None]


def _stage(world):
    return {"sex": "female", "stage": "return"}


def _file(world):
    return {"kind": "other", "files": SimpleUploadedFile("words.txt", b"Words")}


def _case(world):
    return {"category": "B1", "stage": "return", "urgency": "normal", "centre": world.centre.pk}


def _centre(world):
    return {"kind": "district", "country": "NP", "time_zone": "UTC", "version": 1}


def _person(world):
    return {"email": "new@desk.test", "is_active": "on"}


def _partner(world):
    return {"country": "NP", "email": "", "url": "", "version": 1}


def _service(world):
    return {"kind": "legal", "capacity": "open", "languages": "ne", "url": "", "version": 1}


def _version(row):
    return type(row).objects.get(pk=row.pk).version


def _days(world):
    return {"on": today() + timedelta(days=1), "happened_on": today()}


def _incoming(world):
    return {"kind": "legal", "urgency": "normal", "consent": "spoken", "sex": "not_said"}


def _appointment(world):
    later = today() + timedelta(days=3)
    return {"at": f"{later.isoformat()}T10:00", "version": world.appointment.version}


def _visit(world):
    later = today() + timedelta(days=3)
    facts = {"minutes": 30, "way": "phone", "topic": "J", "remind_by": ""}
    return {"on": later, "hour": "10:00", **facts}


def _session(world):
    later = today() + timedelta(days=3)
    hours = {"on": later, "begins": "10:00", "ends": "12:00"}
    return {"kind": "fair", "centre": world.centre.pk, **hours}


def _amended(world):
    version = type(world.referral).objects.get(pk=world.referral.pk).version
    return {"categories": "identity", "version": version, "do": "send"}


def _packet(world):
    return {
        "urgency": "normal",
        "categories": "identity",
        "version": world.draft.version,
        "do": "-",
    }


def _plan(world):
    return {"kind": "departure", "goal_1_kind": "job", "goal_4_kind": "job", "instead": 1}


def _review(world):
    return {"reviewed_on": today(), "ending": "reached"}


def _step(world):
    version = _version(world.step)
    return {"owner": "partner", "state": "dropped", "version": version}


def _told(world):
    return {"told_on": today()}


JOURNEY = ("place", "origin_place")
WORK = (
    *("work", "recruiter", "employer", "permit_number", "debt_to"),
    *("promised_job", "given_job", "promised_place", "given_place"),
)
PERSON = ("name", "local_name", "address")
PHONE = ("phone_number", "phone_answered_by", "phone_safe_note", "phone_messenger")
SESSION = ("topic", "place", "facilitator")
INCOMING = ("name", "phone", "facts", "asks_for", "done", "sender_contact")
AGREEMENT = ("reference", "other_parties", "duties_of_partner", "duties_of_centre")

FORMS = [
    Form(
        "register",
        "officer",
        (*PERSON, *PHONE, *JOURNEY, "birth", "email", "document_number", "need"),
        lambda world: {
            **_stage(world),
            **_case(world),
            "birth": "1990",
            "email": "m@desk.test",
            "phone_number": "9841552310",
            "document_kind": "passport",
        },
    ),
    Form(
        "client_change",
        "officer",
        (*PERSON, "birth", "email"),
        lambda world: {**_stage(world), "version": 1, "birth": "1990", "email": ""},
    ),
    Form(
        "figures_judge",
        "supervisor",
        ("comment",),
        lambda world: {
            "version": type(world.reviewed).objects.get(pk=world.reviewed.pk).version,
            **{f"point_{code}": "no" for code in world.review.points},
        },
    ),
    Form("decide_closing", "supervisor", ("reason",), lambda world: {"decision": "send_back"}),
    Form("case_review", "officer", ("text",)),
    Form("add_phone", "officer", PHONE, lambda world: {"phone_number": "9841552310"}),
    Form(
        "change_phone",
        "officer",
        PHONE,
        lambda world: {"phone_number": "9841552310", "version": _version(world.phone)},
    ),
    Form(
        "add_document",
        "officer",
        ("document_number",),
        lambda world: {"document_kind": "passport"},
    ),
    Form("add_journey", "officer", (*JOURNEY, *WORK), lambda world: {"stage": "employment"}),
    Form(
        "change_journey",
        "officer",
        WORK,
        lambda world: {"version": type(world.journey).objects.get(pk=world.journey.pk).version},
    ),
    Form("add_fee", "officer", ("paid_to",), lambda world: {"kind": "visa", "money": "9 NPR"}),
    Form(
        "change_fee",
        "officer",
        ("paid_to",),
        lambda world: {
            "version": type(world.fee).objects.get(pk=world.fee.pk).version,
            "kind": "visa",
            "money": "9 NPR",
        },
    ),
    Form(
        "correct_journey",
        "officer",
        (*JOURNEY, "reason"),
        lambda world: {"stage": "return", "version": 1},
    ),
    Form("draw_up_plan", "officer", ("goal_1", "goal_4"), _plan),
    Form("review_plan", "officer", ("text",), _review),
    Form("add_goal", "officer", ("text",), lambda world: {"kind": "job"}),
    Form("change_goal", "officer", ("text",), lambda world: {"kind": "job", "version": 1}),
    Form("add_step", "officer", ("text", "owner_name"), lambda world: {"owner": "partner"}),
    Form("change_step", "officer", ("text", "owner_name", "why"), _step),
    Form("add_skill", "officer", ("text",)),
    Form("change_skill", "officer", ("text",), lambda world: {"version": 1}),
    Form("add_prospects", "officer", ("business_idea", "training_wanted"), _told),
    Form(
        "change_prospects",
        "officer",
        ("business_idea", "training_wanted"),
        lambda world: {**_told(world), "version": _version(world.prospects)},
    ),
    Form("open_case", "officer", ("title", "urgency_note"), _case),
    Form(
        "case_change",
        "officer",
        ("title", "urgency_note"),
        lambda world: {
            **_case(world),
            "version": type(world.case).objects.get(pk=world.case.pk).version,
        },
    ),
    Form("note", "officer", ("text",), lambda world: {**_days(world), "kind": "note"}),
    Form("add_task", "officer", ("text",), _days),
    Form("add_case_files", "officer", ("title", "note"), _file),
    Form("add_client_files", "officer", ("title", "note"), _file),
    Form("change_file", "officer", ("title", "note"), lambda w: {"kind": "other", "version": 1}),
    Form("remove_file", "officer", ("why",)),
    Form(
        "add_need",
        "officer",
        ("text",),
        lambda world: {"client": world.client.pk, "kind": "legal"},
    ),
    Form("add_people", "officer", ("people",)),
    Form(
        "add_party",
        "officer",
        ("name", "note", "licence_number"),
        lambda world: {"kind": "agent", "role": "agent", "is_new": "on"},
    ),
    Form(
        "change_party",
        "officer",
        ("name", "licence_number"),
        lambda world: {"kind": "agent", "version": _version(world.party)},
    ),
    Form("merge_party", "officer", ("other",), lambda world: {"other": world.party.code}),
    Form(
        "add_claim",
        "officer",
        ("lodged_with",),
        lambda world: {
            "client": world.client.pk,
            "kind": "fees",
            "currency": "NPR",
            "claimed": "5000",
        },
    ),
    Form(
        "change_claim",
        "officer",
        ("lodged_with",),
        lambda world: {
            "kind": "wages",
            "currency": "QAR",
            "claimed": "9000",
            "status": "prepared",
            "party": world.party.pk,
            "version": _version(world.claim),
        },
    ),
    Form(
        "add_deadline",
        "officer",
        ("text",),
        lambda world: {"due_on": today() + timedelta(days=9)},
    ),
    Form(
        "deadline_rules",
        "administrator",
        ("source",),
        lambda world: {
            "country": "SN",
            "kind": "wages",
            "counts_from": "incident",
            "length": 2,
            "unit": "years",
        },
    ),
    Form("reopen", "officer", ("reason",)),
    Form(
        "assess",
        "officer",
        ("words_overall", "words_individual", "words_structural"),
        lambda world: {"client": world.client.pk, "judgement": "low", "happened_on": today()},
    ),
    Form("enter_assessment_in_error", "officer", ("reason",)),
    Form("undo_merge_party", "officer", ("reason",)),
    Form(
        "screen",
        "officer",
        ("reasons", "decider"),
        lambda world: {
            "client": world.client.pk,
            "result": "not_victim",
            "decided_by": "authority",
            "decided_on": today(),
        },
    ),
    Form("lift_restriction", "supervisor", ("reason",)),
    Form("break_glass", "officer", ("reason", "code"), lambda world: {"ground": "danger"}),
    Form("broken_glass", "supervisor", ("comment",), lambda world: {"justified": "yes"}),
    Form(
        "referrals:refer",
        "officer",
        ("asks_for",),
        lambda world: {
            "client": world.client.pk,
            "kind": "legal",
            "urgency": "normal",
            "service": world.service.pk,
        },
    ),
    Form("referrals:prepare", "officer", ("asks_for", "given_by", "refusal"), _packet),
    Form("referrals:amend", "officer", ("asks_for", "reason"), _amended),
    Form("referrals:chase", "officer", ("text",), lambda world: {"how": "called"}),
    Form("referrals:signpost", "officer", ("note",)),
    Form(
        "referrals:redirect",
        "officer",
        ("note",),
        lambda world: {"client": world.client.code, "given": "name", "agreed_how": "spoken"},
    ),
    Form("referrals:make_appointment", "partner", ("place", "note"), _appointment),
    Form("referrals:change_appointment", "partner", ("place", "note"), _appointment),
    Form(
        "referrals:log_incoming",
        "officer",
        (*INCOMING, "sender"),
        lambda world: {
            **_incoming(world),
            "channel": "phone",
            "received_at": f"{today().isoformat()}T00:01",
            "centre": world.centre.pk,
        },
    ),
    Form(
        "referrals:refer_in",
        "partner",
        INCOMING,
        lambda world: {**_incoming(world), "centre": world.centre.pk},
    ),
    Form("referrals:ask_sender", "officer", ("text",)),
    Form("referrals:accept_incoming", "officer", ("text",)),
    Form("referrals:decline_incoming", "officer", ("text",), lambda world: {"reason": "capacity"}),
    Form(
        "appointments:change",
        "officer",
        ("place", "note"),
        lambda world: {**_visit(world), "version": _version(world.visit)},
    ),
    Form("sessions:set_up", "officer", SESSION, _session),
    Form(
        "sessions:change",
        "officer",
        SESSION,
        lambda world: {**_session(world), "version": _version(world.session)},
    ),
    Form("sessions:enrol", "officer", ("codes",), lambda world: {"codes": world.client.code}),
    Form("services:make_cost", "partner", ("option", "details")),
    Form("services:make_accessibility", "partner", ("description",)),
    Form("referrals:request_information", "partner", ("text",)),
    Form("referrals:accept", "partner", ("text",)),
    Form("referrals:decline", "partner", ("text",), lambda world: {"reason": "capacity"}),
    Form("referrals:withdraw", "officer", ("text",), lambda world: {"reason": "capacity"}),
    Form(
        "figures_reassign",
        "supervisor",
        ("note",),
        lambda world: {"officer": world.people["supervisor"].pk, "cases": world.case.pk},
    ),
    Form(
        "report_builder",
        "supervisor",
        ("name",),
        lambda world: {"indicators": "contacts", "period": "last_month", "keep": "on"},
    ),
    Form("me", "officer", ("name",)),
    Form("access:invite", "administrator", ("name", "email"), _person),
    Form("access:person", "administrator", ("name", "email"), _person),
    Form(
        "access:open_centre",
        "administrator",
        ("name", "code"),
        lambda world: {**_centre(world), "below": world.centre.pk, "code": "NEW1"},
    ),
    Form("access:change_centre", "administrator", ("name",), _centre),
    Form(
        "services:make_partner",
        "administrator",
        ("name", "local_name", "description", "phone", "address"),
        _partner,
    ),
    Form(
        "services:change_partner",
        "administrator",
        ("name", "local_name", "description", "phone", "address"),
        lambda world: {**_partner(world), "is_active": "on"},
    ),
    Form(
        "services:make_service",
        "partner",
        ("name", "description", "fees", "phone", "eligibility", "capacity_note"),
        _service,
    ),
    Form(
        "services:change_service",
        "partner",
        ("name", "description", "fees", "phone", "eligibility", "capacity_note"),
        lambda world: {**_service(world), "is_active": "on"},
    ),
    Form(
        "services:name_contact",
        "administrator",
        ("name", "title", "phone"),
        lambda world: {"role": "deputy", "email": "deputy@partner.example"},
    ),
    Form(
        "services:change_contact",
        "administrator",
        ("name", "title", "phone"),
        lambda world: {"role": "focal", "email": "focal@partner.example"},
    ),
    Form(
        "services:make_location",
        "administrator",
        ("name", "address", "phone"),
        lambda world: {"country": "NP"},
    ),
    Form(
        "services:make_agreement",
        "administrator",
        AGREEMENT,
        lambda world: {"centre": world.centre.pk, "kinds": "legal", "starts_on": today()},
    ),
    Form(
        "services:change_agreement",
        "administrator",
        AGREEMENT,
        lambda world: {
            "centre": world.centre.pk,
            "kinds": "legal",
            "starts_on": today(),
            "version": 1,
        },
    ),
    Form(
        "services:sign",
        "administrator",
        ("centre_name", "centre_office", "partner_name", "partner_office"),
        lambda world: {"signed_on": today()},
    ),
    Form(
        "referrals:suspend_agreement",
        "administrator",
        ("why",),
        lambda world: {"for_all": "withdraw"},
    ),
    Form(
        "referrals:end_agreement",
        "administrator",
        ("why",),
        lambda world: {"for_all": "withdraw", "on": today()},
    ),
]

# Lists: url name → (role, what its address may ask for).
OF_FIGURES = ("centre", "below", "period", "since", "until", "stage", "category")
LISTS = {
    "home": ("officer", ("list", "after", "officer", "due", "group", "stage", "urgency")),
    "clients": ("officer", ("before",)),
    "client": ("officer", ("shown",)),
    "case": ("officer", ("shown",)),
    "trail": ("dpo", ("before", "code", "by", "verb", "since", "until")),
    "client_history": ("dpo", ("before",)),
    "quarantine": ("administrator", ("before",)),
    "notices:inbox": ("officer", ("before",)),
    "access:people": ("administrator", ("after",)),
    "access:open_centre": ("administrator", ("below",)),
    "services:directory": (
        "officer",
        ("after", "q", "kind", "language", "country", "place", "capacity", "open", "agreement"),
    ),
    "services:agreements": ("supervisor", ("before", "state", "partner", "centre")),
    "referrals:outgoing": ("officer", ("list", "after", "partner", "kind", "status")),
    "referrals:to_answer": ("partner", ("after", "who", "urgency", "service")),
    "referrals:incoming": ("officer", ("list", "after")),
    "referrals:referred_in": ("partner", ("after",)),
    "referrals:refer": ("officer", ("need", "kind")),
    "referrals:signposts": ("officer", ("after",)),
    "referrals:signpost": ("officer", ("client", "case")),
    "appointments:day": ("supervisor", ("centre", "day", "span", "officer")),
    "appointments:make": ("officer", ("client", "case")),
    "sessions:sessions": (
        "supervisor",
        ("which", "kind", "period", "by", "centre", "after"),
    ),
    "sessions:choose": ("officer", ("client",)),
    "indicators": ("supervisor", ("centre", "group", "period", "split")),
    "council_sheet": ("supervisor", ("centre", "period")),
    "reports": ("supervisor", ("before",)),
    "report_builder": ("supervisor", ("template",)),
    "figures": ("supervisor", OF_FIGURES),
    "figures_flow": ("supervisor", OF_FIGURES),
    "figures_partners": ("supervisor", OF_FIGURES),
    "figures_served": ("supervisor", OF_FIGURES),
    "figures_contacts": ("supervisor", OF_FIGURES),
    "figures_thresholds": ("supervisor", OF_FIGURES),
    "figures_reviews": ("supervisor", OF_FIGURES),
    "figures_draw_review": ("supervisor", OF_FIGURES),
    "figures_reviewed": ("supervisor", ("point", "verdict", "officer", "after", *OF_FIGURES)),
    "figures_cases": ("supervisor", ("which", "officer", "month", "after", *OF_FIGURES)),
    "figures_referrals": (
        "supervisor",
        ("which", "status", "partner", "reason", "after", *OF_FIGURES),
    ),
    "figures_people": (
        "supervisor",
        ("sex", "age", "origin", "destination", "need", "after", *OF_FIGURES),
    ),
    "group": ("officer", ("kind", "currency", "party", "from")),
    "add_deadline": ("officer", ("rule", "client", "from_on")),
    "assessments": ("officer", ("show", "beside")),
    "assess": ("officer", ("client",)),
    "screen": ("officer", ("client",)),
    "account_login": ("anonymous", ("next",)),
}

# Search boxes that are no Form: url name → (role, field).
BOXES = {
    "search": ("officer", "q"),
    "clients": ("officer", "q"),
    "register": ("officer", "look"),
    "add_person": ("officer", "look"),
    "find_party": ("officer", "name"),
    "access:people": ("administrator", "q"),
}


def send(browser, path, answers, **more):
    """A form as a browser sends it; bytes and half letters go as they are."""
    if any(hasattr(value, "read") for value in answers.values()):
        return _send_with_files(browser, path, answers, **more)
    body = urlencode(answers, doseq=True, errors="surrogatepass")
    return browser.post(path, body, content_type="application/x-www-form-urlencoded", **more)


def _send_with_files(browser, path, answers, **more):
    """In parts, half letters as they are: Django's own test client cannot write those."""
    edge, body = b"edge-of-a-part", b""
    for name, value in answers.items():
        body += b'--%s\r\nContent-Disposition: form-data; name="%s"' % (edge, name.encode())
        if hasattr(value, "read"):
            body += b'; filename="%s"\r\n\r\n%s\r\n' % (value.name.encode(), value.read())
        else:
            text = value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")
            body += b"\r\n\r\n%s\r\n" % text
    body += b"--%s--\r\n" % edge
    kind = f"multipart/form-data; boundary={edge.decode()}"
    return browser.post(path, body, content_type=kind, **more)


def written() -> dict[str, int]:
    """How many rows each table holds, but for those that reading writes."""
    tables = sorted(set(connection.introspection.table_names()) - OF_READING)
    counts = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM \"{name}\"" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def errors_of(answer):
    """The form's errors as the page was drawn with them."""
    form = answer.context.get("sent") or answer.context["form"]
    return form.errors
