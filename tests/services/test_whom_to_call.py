import uuid

import pytest
from django.db import IntegrityError, transaction

from helpdesk.audit.models import Entry
from helpdesk.core.refusal import Refused
from services import actions
from services.models import ContactPerson
from tests import make


@pytest.fixture
def wages(himal):
    return make.make_service(himal)


@pytest.fixture
def mina(himal):
    return make.make_user("Mina Lama", teams=[himal.leads])


@pytest.fixture
def focal(himal, anil):
    return actions.name_contact(himal, by=anil, role="focal", name="Focal Person", phone="01-1")


def typed(**changed):
    return {
        "role": "deputy",
        "name": "Deputy Person",
        "phone": "01-2",
        "submission_id": uuid.uuid4(),
        **changed,
    }


@pytest.mark.parametrize(
    ("who", "status"),
    [("anil", 302), ("mina", 302), ("roshan", 403), ("sarita", 403), ("bimala", 403)],
)
def test_who_names_a_contact(browse, himal, request, who, status):
    answer = browse(request.getfixturevalue(who)).post(
        f"/services/partners/{himal.pk}/contacts/name/", typed()
    )
    assert answer.status_code == status
    assert ContactPerson.objects.exists() is (status == 302)


def test_the_lead_of_another_partner_may_not(browse, himal, focal):
    other = make.make_user("Other", teams=[make.make_partner("Asha").leads])
    assert browse(other).post(f"/services/contacts/{focal.pk}/remove/").status_code == 404
    url = f"/services/partners/{himal.pk}/contacts/name/"
    assert browse(other).post(url, typed()).status_code == 403


def test_a_partner_and_each_service_have_one_focal_point_and_one_deputy(himal, wages, anil, focal):
    with pytest.raises(Refused, match="Focal Person is that already"):
        actions.name_contact(himal, by=anil, role="focal", name="Second")
    actions.name_contact(himal, by=anil, service=wages, role="focal", name="Of the service")
    actions.name_contact(himal, by=anil, role="deputy", name="Deputy")
    for number in range(2):
        actions.name_contact(himal, by=anil, role="other", name=f"Other {number}")
    with pytest.raises(Refused):
        actions.change_contact(
            ContactPerson.objects.get(name="Deputy"), by=anil, version=1, role="focal"
        )


@pytest.mark.parametrize("of_service", [False, True])
def test_the_database_holds_it_too(himal, wages, anil, of_service):
    facts = {"partner": himal, "service": wages if of_service else None, "role": "focal"}
    rows = [ContactPerson(name=f"Person {number}", **facts) for number in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPerson.objects.bulk_create(rows)


def test_a_second_focal_point_is_refused_with_what_was_typed(browse, himal, mina, focal):
    answer = browse(mina).post(
        f"/services/partners/{himal.pk}/contacts/name/", typed(role="focal", name="Second Person")
    )
    assert answer.status_code == 409
    assert "Second Person" in answer.text


def test_a_contact_that_cannot_be_reached_is_asked_again(browse, himal, mina):
    url = f"/services/partners/{himal.pk}/contacts/name/"
    assert browse(mina).post(url, typed(phone="")).status_code == 422


def test_it_is_changed_and_removed(browse, himal, mina, focal):
    url = f"/services/contacts/{focal.pk}"
    sent = {"role": "focal", "name": "Focal Person", "email": "f@himal.test", "version": 1}
    assert browse(mina).post(f"{url}/change/", sent).status_code == 302
    assert "f@himal.test" in browse(mina).get(f"/services/partners/{himal.pk}/").text
    assert browse(mina).get(f"{url}/remove/").status_code == 200
    assert browse(mina).post(f"{url}/remove/").status_code == 302
    assert not ContactPerson.objects.exists()
    assert ContactPerson.history.count() == 3
    verbs = Entry.objects.about(himal).values_list("verb", flat=True)
    assert list(verbs)[-1] == "removed"


def test_the_service_shows_its_own_and_the_partners_for_the_rest(
    browse, himal, wages, sarita, anil, focal
):
    actions.name_contact(himal, by=anil, role="deputy", name="Deputy Person")
    another = make.make_service(himal, name="Another")
    actions.name_contact(himal, by=anil, service=wages, role="focal", name="Wages Person")

    def named(service):
        return [
            row.name for row in browse(sarita).get(f"/services/{service.pk}/").context["contacts"]
        ]

    assert named(wages) == ["Wages Person", "Deputy Person"]
    assert named(another) == ["Focal Person", "Deputy Person"]


def test_other_partners_see_only_the_public_ones(browse, himal, anil, focal, roshan):
    other = make.make_user("Other", teams=[make.make_partner("Asha").staff])
    actions.name_contact(himal, by=anil, role="deputy", name="Public Person", is_public=True)
    url = f"/services/partners/{himal.pk}/"
    assert "Focal Person" in browse(roshan).get(url).text
    page = browse(other).get(url).text
    assert "Public Person" in page
    assert "Focal Person" not in page


def test_a_contact_of_a_service_out_of_the_offer_stays_its_own_and_is_not_published(
    browse, himal, wages, anil
):
    facts = {"role": "other", "name": "Paused Person", "phone": "01-7", "is_public": True}
    contact = actions.name_contact(himal, by=anil, service=wages, **facts)
    path = f"/hsds/organizations/{himal.uid}"
    assert "Paused Person" in browse().get(path).content.decode()
    actions.change_service(wages, by=anil, version=wages.version, is_active=False)
    assert "Paused Person" not in browse().get(path).content.decode()
    said = {"role": "other", "name": "Paused Person", "phone": "01-8", "service": wages.pk}
    answer = browse(anil).post(f"/services/contacts/{contact.pk}/change/", {**said, "version": 1})
    assert answer.status_code == 302
    contact.refresh_from_db()
    assert (contact.phone, contact.service) == ("01-8", wages)
