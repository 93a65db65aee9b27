"""A restricted case is absent for whoever is not named on it: a canary over every address.

Every page is read by every role, with the things of an ordinary world and again with those of the
restricted case in their place; lists, searches and counts are compared with how they were before.
"""

import re
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.urls import reverse
from guardian.shortcuts import assign_perm

from helpdesk.cases import actions as cases
from helpdesk.core.clock import now
from referrals import actions as referrals
from tests import make
from tests.canaries import body_of, found_in
from tests.test_every_url import NAMES
from tests.url_matrix import KNOWN, MATRIX
from tests.world import make_world, send

# Plain words, so that nothing escapes them on the way to a page.
PLANTED = (
    *("title", "note", "task", "need", "file title", "file name", "file note", "party", "remark"),
    *("claim", "deadline", "assessment", "screening", "contact", "help", "asks for", "signpost"),
    *("appointment", "client"),
)
CANARIES = {what: f"CANARY{what.title().replace(' ', '')}" for what in PLANTED}
UNNAMED = [role for role in KNOWN if role != "officer"]  # the officer alone is named
BY_CODE = {"dpo"}  # reads entries and codes, and nothing else
NO_TRACE = {"download", "exported", "register_template", "error_file"}
SEARCHES = {"search": "q", "clients": "q", "register": "look"}
LISTS = (
    *("home", "clients", "parties", "contacts:contacts", "contacts:help", "referrals:outgoing"),
    *("referrals:to_chase", "referrals:incoming", "referrals:signposts", "figures", "handovers"),
    *("figures_cases", "figures_contacts", "figures_referrals", "notices:inbox", "tags"),
    *("access_requests", "referrals:lost_cover", "referrals:silent_partners", "services:ours"),
)


@pytest.fixture
def before(world, readers):
    """What each unnamed role's lists say while the case is not there yet."""
    return {(role, name): said(readers[role], name, world) for role in UNNAMED for name in LISTS}


@pytest.fixture(scope="module")
def made(taken_back):
    made = make_world()
    cases.unshare(made.secret, by=made.people["supervisor"], person=made.people["supervisor"])
    made.third = make.make_partner("Third partner")  # sees the referral, and is none of the roles
    made.third_worker = make.make_user("Third worker", teams=[made.third.staff])
    make.make_agreement(made.third, made.centre)
    made.third_service = make.make_service(made.third, name="Third legal desk")
    return made


@pytest.fixture
def world(made, db):
    return made


@pytest.fixture
def readers(world, browse):
    cache.clear()
    return {role: browse(world.people[role]) for role in UNNAMED}


def said(browser, name, world):
    """The numbers of a page, and how many links it has: all that a count could show."""
    answer = browser.get(reverse(name, args=MATRIX[name].args(world)))
    text = re.sub(r'value="[^"]*"|/static/\S+|\d\d:\d\d', "", body_of(answer))
    text = text.partition("\n")[2]
    return answer.status_code, re.findall(r">\s*(\d[\d,+]*)\s*<", text), text.count("<a ")


def plant(world):
    """Everything that can hang on a case, on a restricted one of a client whom nobody else sees."""
    officer = world.people["officer"]
    new = {"by": officer}
    client = make.make_client(world.centre, officer, CANARIES["client"], served=False)
    case = make.make_case(
        client, officer, officer=officer, title=CANARIES["title"], restricted=True, high_risk=True
    )
    assign_perm("cases.view_case", officer, case)
    cases.note(case, **new, submission_id=uuid.uuid4(), text=CANARIES["note"])
    task = cases.add_task(
        case, **new, submission_id=uuid.uuid4(), text=CANARIES["task"], due_at=now()
    )
    cases.add_need(
        case,
        **new,
        submission_id=uuid.uuid4(),
        client=client,
        kind="legal",
        text=CANARIES["need"],
    )
    file = make.make_file(
        case,
        officer,
        name=f"{CANARIES['file name']}.txt",
        title=CANARIES["file title"],
        note=CANARIES["file note"],
    )
    party = make.make_party(case, officer, CANARIES["party"], note=CANARIES["remark"])
    claim = make.make_claim(case, officer, party=party, lodged_with=CANARIES["claim"])
    deadline = make.make_deadline(case, officer, text=CANARIES["deadline"])
    make.make_assessment(case, officer, words={"overall": CANARIES["assessment"]})
    make.make_screening(case, officer, reasons=CANARIES["screening"])
    contact = make.make_contact(
        world.centre, officer, client=client, case=case, note=CANARIES["contact"]
    )
    make.make_help(case, officer, note=CANARIES["help"])
    return SimpleNamespace(
        **{
            **vars(world),
            "case": case,
            "secret": case,
            "client": client,
            "task": task,
            "file": file,
            "party": party,
            "case_party": party.roles.get(),
            "claim": claim,
            "deadline": deadline,
            "contact": contact,
            **refer(world, case, client),
        }
    )


def refer(world, case, client):
    """One referral is with the third partner, which has made an appointment; one is a draft."""
    officer = world.people["officer"]

    def drafted(service):
        return referrals.draft(
            case,
            by=officer,
            submission_id=uuid.uuid4(),
            client=client,
            service=service,
            asks_for=CANARIES["asks for"],
            urgency="normal",
        )

    sent = send(world, drafted(world.third_service))
    referrals.accept(sent, by=world.third_worker)
    appointment = referrals.make_appointment(
        sent,
        by=world.third_worker,
        submission_id=uuid.uuid4(),
        at=now() + timedelta(days=1),
        place=CANARIES["appointment"],
    )
    signpost = referrals.signpost(
        world.service,
        by=officer,
        submission_id=uuid.uuid4(),
        centre=world.centre,
        client=client,
        case=case,
        note=CANARIES["signpost"],
    )
    other = make.make_service(world.third, name="Another legal desk")
    return {
        "referral": sent,
        "accepted": sent,
        "draft": drafted(other),
        "appointment": appointment,
        "signpost": signpost,
    }


def kept_from(role, hidden):
    """What this role must not read: every canary, and whatever names the case or the client."""
    codes = {"case": hidden.case.code, "client's code": hidden.client.code}
    codes |= {"referral": hidden.referral.code, "contact": hidden.contact.code}
    return CANARIES if role in BY_CODE else {**CANARIES, **codes}


def test_no_page_of_anyone_unnamed_holds_a_canary(world, readers):
    hidden = plant(world)
    wrong = []
    for role in UNNAMED:
        kept = kept_from(role, hidden)
        for name in NAMES:
            row = MATRIX[name]
            if row.get is None or name in NO_TRACE or name.startswith(("hsds:", "account_")):
                continue
            answer = readers[role].get(reverse(name, args=row.args(world)))
            wrong += [f"{name} as {role}: {what}" for what in found_in(body_of(answer), kept)]
    assert not wrong, "\n".join(wrong)


def test_what_hangs_on_it_is_not_there_by_its_address(world, readers):
    hidden = plant(world)
    wrong = []
    for name in NAMES:
        row = MATRIX[name]
        path = reverse(name, args=row.args(hidden))
        if path == reverse(name, args=row.args(world)):
            continue
        for role in UNNAMED:
            kept = {
                what: word for what, word in kept_from(role, hidden).items() if word not in path
            }
            if role in BY_CODE and name.endswith("history"):
                continue
            for method in ("get", "post"):
                if getattr(row, method) is None:
                    continue
                data = row.data(hidden) if method == "post" else {}
                answer = getattr(readers[role], method)(path, data)
                if answer.status_code not in (403, 404):
                    wrong.append(f"{method} {name} as {role}: {answer.status_code}")
                wrong += [f"{name} as {role}: {w}" for w in found_in(body_of(answer), kept)]
    assert not wrong, "\n".join(wrong)


def test_no_list_counts_it(world, before, readers):
    plant(world)
    after = {(role, name): said(readers[role], name, world) for role in UNNAMED for name in LISTS}
    assert {key: after[key] for key in after if after[key] != before[key]} == {}


def test_nobody_finds_it(world, readers):
    hidden = plant(world)
    words = [*CANARIES.values(), hidden.case.code, hidden.client.code, hidden.referral.code]
    wrong = []
    for role in ("other_officer", "supervisor"):
        for name, box in SEARCHES.items():
            for word in words:
                text = body_of(readers[role].post(reverse(name), {box: word}))
                others = {k: v for k, v in kept_from(role, hidden).items() if v != word}
                wrong += [f"{name} {word} as {role}: {what}" for what in found_in(text, others)]
                if re.search("A record exists|/cases/|/clients/C-", text):
                    wrong.append(f"{name} {word} as {role}: something is found")
    assert not wrong, "\n".join(wrong)


def test_whoever_is_named_reads_them_all(world, browse):
    """Else the tests above would prove nothing."""
    hidden = plant(world)
    browser = browse(world.people["officer"])
    pages = [
        hidden.case.get_absolute_url(),
        f"{hidden.case.get_absolute_url()}assessments/",
        hidden.referral.get_absolute_url(),
        hidden.claim.get_absolute_url(),
        hidden.file.get_absolute_url(),
    ]
    text = "".join(body_of(browser.get(page)) for page in pages)
    assert set(CANARIES) - set(found_in(text, CANARIES)) == set()
