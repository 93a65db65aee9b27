from io import StringIO
from math import gcd

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from helpdesk.access.models import Centre, User
from helpdesk.audit.models import Entry
from helpdesk.audit.verify import verify
from helpdesk.cases.models import Case, CasePerson, Note, Task
from helpdesk.clients.actions import index
from helpdesk.clients.models import Client, Document, MatchKey, Phone, Serving
from helpdesk.contacts.models import Appointment, Contact, HelpGiven
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.desk import search, seeding
from helpdesk.desk.seeding import batch
from referrals.models import Packet, Referral, Step
from services.models import Partner

N = 60


@pytest.fixture
def seeded(db):
    return seeding.seed(N, 3)


def test_a_code_is_given_once_however_many_clients_there_are():
    assert gcd(batch.LEAP, batch.CODES) == 1


def test_every_entry_and_every_row_is_vouched_for(seeded):
    report = verify()
    assert [str(problem) for problem in report.problems] == []
    assert report.links == report.entries > 3 * N
    assert report.history_rows > 5 * N


def test_what_identifies_a_person_is_sealed_and_opens(seeded):
    clients = list(Client.objects.select_related("data_key"))
    assert len(clients) == N
    assert sum(bool(client.name) for client in clients) > 0.8 * N
    assert {client.birth["year"] for client in clients if client.birth} == {
        client.birth_year for client in clients if client.birth
    }
    opened = [
        *(phone.number for phone in Phone.objects.select_related("data_key")),
        *(case.title for case in Case.objects.select_related("data_key")),
        *(task.text for task in Task.objects.select_related("data_key")),
        *(note.text for note in Note.objects.select_related("data_key")),
        *(c.note for c in Contact.objects.exclude(data_key=None).select_related("data_key")),
        *(packet.content for packet in Packet.objects.select_related("data_key")),
        *(referral.asks_for for referral in Referral.objects.select_related("data_key")),
    ]
    assert all(opened)
    assert {len(step.data_key.wrapped) for step in Step.objects.select_related("data_key")} == {60}


def test_no_name_is_readable_in_the_tables(seeded):
    names = [client.name for client in Client.objects.select_related("data_key") if client.name]
    with connection.cursor() as cursor:
        for table in ("clients_client", "clients_historicalclient", "audit_entry"):
            cursor.execute(f"SELECT * FROM {table}")
            text = " ".join(
                bytes(value).decode("latin-1")
                if isinstance(value, bytes | memoryview)
                else f"{value}"
                for row in cursor.fetchall()
                for value in row
            )
            assert not [name for name in names if name in text]


def test_match_keys_are_those_that_the_action_makes(seeded):
    before = set(MatchKey.objects.values_list("key", "centre", "client"))
    MatchKey.objects.all().delete()
    for client in Client.objects.for_listing():
        index(client)
    assert set(MatchKey.objects.values_list("key", "centre", "client")) == before


def test_an_officer_sees_her_centre_and_finds_people_there(seeded):
    centre = Centre.objects.filter(depth=2).first()
    officer = centre.officers.user_set.order_by("pk").first()
    seen = Client.objects.visible_to(officer)
    serving = Serving.objects.filter(centre=centre).values("client")
    named = CasePerson.objects.filter(case__in=Case.objects.visible_to(officer)).values("client")
    assert set(seen) == set(Client.objects.filter(pk__in=serving)) | set(
        Client.objects.filter(pk__in=named)
    )
    someone = next(c for c in seen.for_listing() if c.name and c.centre_id == centre.pk)
    assert someone in [hit.client for hit in search.clients(officer, someone.name)]


def test_contacts_are_of_clients_and_of_people_who_gave_no_name(seeded):
    contacts = Contact.objects.standing()
    assert contacts.filter(client=None).exists()
    assert contacts.exclude(client=None).exists()
    assert contacts.filter(topics__has="J").count() > contacts.count() / 4
    given = HelpGiven.objects.select_related("contact")
    assert {g.client_id == g.contact.client_id for g in given} == {True}


def test_appointments_are_kept_missed_or_still_to_come(seeded):
    expected = Appointment.objects.select_related("case", "contact", "client", "data_key")
    assert len(expected) > 0
    assert {row.case.status for row in expected if row.case} <= {"open"}
    assert {row.state for row in expected if row.at > now()} <= {"set"}
    for row in expected:
        assert row.made_at < row.at
        assert not row.case or row.case.opened_at <= row.made_at
        assert not row.case or row.case.people.filter(client=row.client).exists()
        assert bool(row.contact) == (row.state == "kept")


def test_people_only_are_found_and_have_no_cases(db):
    before = _indexes()
    seeding.seed(N, 3, people_only=True)
    assert _indexes() == before
    assert (Client.objects.count(), Case.objects.count(), Contact.objects.count()) == (N, 0, 0)
    assert not Client.history.exists()
    officer = Centre.objects.filter(depth=2).first().officers.user_set.order_by("pk").first()
    someone = next(c for c in Client.objects.visible_to(officer).for_listing() if c.name)
    assert someone in [hit.client for hit in search.clients(officer, someone.name)]


def _indexes():
    with connection.cursor() as cursor:
        return {
            name: (what["columns"], what["unique"])
            for model in (Client, Serving, Phone, Document, MatchKey)
            for name, what in connection.introspection.get_constraints(
                cursor, model._meta.db_table
            ).items()
        }


def test_restricted_cases_are_seen_by_name_alone(seeded):
    for case in Case.objects.filter(restricted=True):
        team = case.centre.team()
        seeing = [person for person in team if case in Case.objects.visible_to(person)]
        assert 1 <= len(seeing) <= 2


def test_a_partner_sees_what_is_live(seeded):
    live = Referral.objects.live()
    for partner in Partner.objects.all():
        worker = partner.team().first()
        seen = set(Referral.objects.visible_to(worker).values_list("pk", flat=True))
        assert set(live.filter(partner=partner).values_list("pk", flat=True)) <= seen


def test_the_same_seed_gives_the_same_people(seeded):
    names = [c.name for c in Client.objects.select_related("data_key").order_by("pk")]
    seeding.seed(N, 3)
    again = Client.objects.select_related("data_key").order_by("pk")[N:]
    assert [client.name for client in again] == names
    assert verify().is_clean


def test_seeding_leaves_real_work_alone(maya):
    with pytest.raises(Refused):
        seeding.seed(5)
    with pytest.raises(CommandError, match="--yes"):
        call_command("seed", clients=5)
    assert Client.objects.get() == maya


def test_seeding_all_the_same_opens_centres_below(maya, kathmandu, anil):
    out = StringIO()
    call_command("seed", clients=5, centres=2, yes=True, processes=1, stdout=out)
    assert "5 clients" in out.getvalue()
    assert Client.objects.count() == 6
    assert Centre.objects.get_parent(Centre.objects.get(code="S002")) == kathmandu
    assert Entry.objects.filter(verb="seeded").count() == 1
    assert not Document.objects.filter(client=maya).exists()
    assert User.objects.get(email="officer1.s001@seed.test").check_password("walk-in-welcome")
