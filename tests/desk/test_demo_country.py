import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, models

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import Role
from helpdesk.access.sight import roles_of
from helpdesk.audit.models import Checkpoint, Entry
from helpdesk.audit.verify import verify
from helpdesk.cases.models import (
    Assessment,
    BreakGlass,
    Case,
    ClosingRequest,
    Finding,
    Note,
    Restriction,
    ReviewedCase,
    Screening,
)
from helpdesk.clients.models import Client, Journey, Phone
from helpdesk.contacts.models import Appointment, Contact, GroupSession, HelpGiven
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.desk import demo
from helpdesk.notices.models import Notice
from referrals.models import Referral
from services.models import Agreement, Partner, Service


@pytest.fixture(scope="module")
def country(taken_back):
    return demo.load(scale=0.1)


@pytest.fixture
def log_in(country):
    return lambda name: User.objects.get(email=f"{name}@demo.test")


def test_there_are_eight_centres_in_two_countries(country):
    assert Centre.objects.count() == 8
    assert {str(c) for c in Centre.objects.values_list("country", flat=True)} == {"NP", "QA"}


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("officer", Role.OFFICER),
        ("supervisor", Role.SUPERVISOR),
        ("partner", Role.PARTNER),
        ("dpo", Role.DPO),
        ("admin", Role.ADMINISTRATOR),
    ],
)
def test_each_log_in_has_its_role_and_the_password(name, role, log_in, settings):
    assert roles_of(log_in(name)) == {role}
    assert log_in(name).check_password(settings.DEMO_PASSWORD)


def test_twelve_officers_and_three_supervisors_work_there(country):
    everyone = [roles_of(user) for user in User.objects.people()]
    assert sum(Role.OFFICER in roles for roles in everyone) == 12
    assert sum(Role.SUPERVISOR in roles for roles in everyone) == 3


def test_eight_partners_offer_all_kinds_of_help(country):
    assert Partner.objects.count() == 8
    assert {"legal", "psychosocial", "labour", "finance"} <= set(
        Service.objects.values_list("kind", flat=True)
    )


def test_one_agreement_has_expired_and_one_ends_soon(country):
    ends = [a.ends_on for a in Agreement.objects.exclude(ends_on=None)]
    assert sum(end < now().date() for end in ends) == 1
    assert sum(0 <= (end - now().date()).days < 60 for end in ends) == 1


def test_a_referral_is_in_every_state(country):
    assert set(Referral.objects.values_list("status", flat=True)) == set(Referral.Status.values)


def test_some_partners_are_silent_and_some_threads_were_rerouted(country):
    assert Referral.objects.silent().exists()
    assert Referral.objects.exclude(replaces=None).exists()


def test_journeys_are_in_every_stage_and_some_are_second_ones(country):
    assert set(Journey.objects.values_list("stage", flat=True)) == set(Journey.Stage.values)
    assert Journey.objects.filter(number__gt=1).exists()


def test_names_come_in_three_scripts(country):
    people = list(Client.objects.select_related("data_key"))
    names = " ".join([p.name + (p.local_name or {}).get("text", "") for p in people])
    for letters in ("[A-Z]", "[\u0900-\u097f]", "[\u0600-\u06ff]"):
        assert re.search(letters, names)


def test_cases_are_open_closed_overdue_and_unassigned(country):
    assert Case.objects.filter(status="closed").exists()
    assert Case.objects.overdue().exists()
    assert Case.objects.unassigned().exists()
    assert Case.objects.filter(restricted=True).count() == 3


def test_a_restricted_case_is_seen_by_its_named_people_only(log_in):
    hidden = Case.objects.filter(restricted=True, centre__code="KTM")
    assert Case.objects.visible_to(log_in("officer")).intersection(hidden).count() == 2
    assert Case.objects.visible_to(log_in("dipesh")).intersection(hidden).count() == 0


def test_one_client_went_three_times_and_has_eight_cases_and_four_partners(log_in):
    journeys = Journey.objects.values("client").filter(number=3)
    clients = Client.objects.filter(pk__in=journeys).annotate(n=models.Count("case_roles"))
    gita = clients.get(n=8)
    assert len({str(j.destination) for j in gita.journeys.all()}) == 2
    assert gita.referrals.values("partner").distinct().count() == 4
    seen = {who: Case.objects.visible_to(log_in(who)).about(gita) for who in ("officer", "dipesh")}
    assert {who: cases.count() for who, cases in seen.items()} == {"officer": 8, "dipesh": 7}


def test_nobody_has_an_address_in_the_world(country):
    emails = list(User.objects.values_list("email", flat=True)) + list(
        Partner.objects.values_list("email", flat=True)
    )
    assert [e for e in emails if not e.endswith(("@demo.test", "@system.invalid"))] == []


def test_most_contacts_are_anonymous_and_some_are_of_clients(country):
    contacts = Contact.objects.all()
    assert contacts.filter(client=None).count() > contacts.exclude(client=None).count() > 0
    assert set(contacts.values_list("channel", flat=True)) >= {"walk_in", "phone"}
    assert HelpGiven.objects.filter(case=None).exists()
    assert HelpGiven.objects.exclude(case=None).exists()


def test_the_trail_is_true(country):
    report = verify()
    assert [str(problem) for problem in report.problems] == []
    assert report.entries == report.links
    assert Checkpoint.objects.count() == 1


def test_the_trail_is_in_the_order_of_time(country):
    told = Entry.objects.exclude(by__email__startswith="setup@")  # the tables were made before
    times = list(told.order_by("id").values_list("at", flat=True))
    assert times == sorted(times)
    assert times[-1] <= now()


def test_old_notices_are_mailed_and_read(country):
    owed = Notice.objects.filter(sent_at=None).order_by("made_at").first()
    assert Notice.objects.exclude(sent_at=None).exists()
    assert owed is None or (now() - owed.made_at).days <= 4


def test_a_second_load_does_nothing(country):
    entries, said = Entry.objects.count(), StringIO()
    call_command("demo", stdout=said)
    assert "already there" in said.getvalue()
    assert Entry.objects.count() == entries


def test_a_dump_holds_no_name_no_phone_and_no_note(country):
    dump = _dump()
    people = [p.name for p in Client.objects.select_related("data_key") if " " in p.name]
    phones = [phone.number for phone in Phone.objects.select_related("data_key")]
    notes = [note.text for note in Note.objects.select_related("data_key")]
    assert [text for text in [*people, *phones, *notes] if text in dump] == []


def test_it_refuses_where_there_are_real_clients(maya):
    with pytest.raises(Refused, match="real clients"):
        demo.load()


def test_it_refuses_where_a_desk_was_set_up_for_real(kathmandu):
    with pytest.raises(Refused, match="set up for real"):
        demo.load()


def test_what_breaks_half_way_leaves_nothing(db, monkeypatch):
    def stop(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.load(scale=0.01, progress=stop)
    assert not Centre.objects.exists()
    assert not demo.is_loaded()


def _dump() -> str:
    """All rows of all tables, as text."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                lines.append(" ".join(v if isinstance(v, str) else repr(v) for v in row))
    return "\n".join(lines)


def test_there_is_a_week_of_appointments_and_four_sessions_with_attendance(country):
    states = set(Appointment.objects.values_list("state", flat=True))
    assert {"set", "kept", "missed"} <= states
    sessions = GroupSession.objects.counted()
    assert sorted(sessions.values_list("state", flat=True)) == ["held"] * 3 + ["planned"]
    assert sessions.filter(counted__gt=200).count() == 1
    assert sessions.filter(listed__gt=0).count() == 2


def test_one_person_was_assessed_twice_and_one_was_screened(country):
    both = Assessment.objects.filter(client__in=Assessment.objects.values("client"))
    assert [a.judgement for a in both.order_by("happened_on")] == ["high", "medium"]
    screening = Screening.objects.get()
    assert screening.restricts
    assert screening.case.restricted
    grounds = Restriction.objects.values_list("ground", flat=True)
    assert sorted(grounds) == ["trafficking", "violence"]


def test_one_opening_of_a_restricted_case_waits_for_its_review(log_in):
    glass = BreakGlass.objects.get()
    assert glass.reviewed_at is None
    assert glass.by == log_in("dipesh")
    assert glass.until < now()


def test_the_rules_say_how_urgent_a_case_is(country):
    told = Case.objects.exclude(proposed_urgency="").exclude(urgency=models.F("proposed_urgency"))
    assert Case.objects.count() > 2 * told.count()
    assert Case.objects.values("urgency").distinct().count() > 2


def test_a_sample_of_closed_cases_is_judged_but_for_one(country):
    cases = ReviewedCase.objects.all()
    assert cases.judged().count() == cases.count() - 1 == 5
    assert Finding.objects.filter(verdict="no").exists()
    assert any(row.comment for row in cases.select_related("data_key"))


def test_one_desk_has_its_closings_approved_and_one_waits(country):
    assert Centre.objects.get(closing_approved=True).code == "KAS"
    assert ClosingRequest.objects.waiting().exists()
    assert ClosingRequest.objects.filter(approved=False).count() == 1
