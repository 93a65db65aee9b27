import re
import uuid

from helpdesk.audit.models import Entry
from helpdesk.clients.models import Client, Merge
from tests import make
from tests.desk.merging import fill, fresh, merge


def path(maya, maia):
    return f"/clients/{maya.code}/merge/{maia.code}/"


def form(maya, maia, **said):
    return {
        "submission_id": uuid.uuid4(),
        "version_kept": fresh(maya).version,
        "version_lost": fresh(maia).version,
        "fact_name": "kept",
        "fact_address": "lost",
        "reason": "Same passport",
        **said,
    }


def test_both_stand_side_by_side_with_what_will_move(officer, sarita, maya, maia, desk):
    fill(maia, sarita, desk)
    page = officer.get(path(maya, maia)).content.decode()
    for words in ("Maya Kumari Tamang", "Maia Tamang", "Behind the school", "differs"):
        assert words in page
    for what in ("Cases", "Referrals", "Consents", "Journeys", "Phones", "Documents", "Needs"):
        assert f"<dt>{what}</dt><dd>1</dd>" in page


def test_comparing_is_a_counted_read_of_both(officer, maya, maia):
    officer.get(path(maya, maia))
    for client in (maya, maia):
        assert Entry.objects.about_client(client.uid).filter(verb="compared").exists()


def test_merged_by_the_form_and_undone_by_the_form(officer, maya, maia):
    answer = officer.post(path(maya, maia), form(maya, maia))
    assert answer.url == maya.get_absolute_url()
    page = officer.get(answer.url).content.decode()
    assert "Also registered as" in page
    assert maia.code in page
    made = Merge.objects.get()
    undo = f"/merges/{made.pk}/undo/"
    assert undo in page
    assert officer.post(undo, {"reason": ""}).status_code == 422
    assert officer.post(undo, {"reason": "Two sisters"}).url == maya.get_absolute_url()
    assert officer.post(undo, {"reason": "Two sisters"}).status_code == 409
    assert fresh(maya).address is None


def test_without_a_reason_nothing_happens_and_the_choice_is_kept(officer, maya, maia):
    page = officer.post(path(maya, maia), form(maya, maia, reason="", fact_name="lost"))
    assert page.status_code == 422
    (lost,) = re.findall(r'<input[^>]*id="id_fact_name_1"[^>]*>', page.content.decode())
    assert "checked" in lost
    assert not Client.objects.merged().exists()


def test_a_stale_merge_is_refused_in_words_and_then_goes_through(officer, sarita, maya, maia):
    old = form(maya, maia, version_lost=0)
    page = officer.post(path(maya, maia), old)
    assert page.status_code == 409
    assert "changed meanwhile" in page.content.decode()
    assert f'name="version_lost" value="{fresh(maia).version}"' in page.content.decode()


def test_of_two_live_referrals_one_is_chosen_on_the_page(officer, sarita, maya, maia, desk):
    fill(maya, sarita, desk)
    fill(maia, sarita, desk)
    mine = maya.referrals.get()
    page = officer.get(path(maya, maia)).content.decode()
    assert "Which referral to Wage claims desk stands?" in page
    unsaid = officer.post(path(maya, maia), form(maya, maia))
    assert unsaid.status_code == 422
    said = form(maya, maia, **{f"standing_{desk.pk}": mine.code})
    assert officer.post(path(maya, maia), said).status_code == 302
    withdrawn = maya.referrals.exclude(pk=mine.pk).get()
    assert withdrawn.status == "withdrawn"
    undo = officer.get(f"/merges/{Merge.objects.get().pk}/undo/").content.decode()
    assert f"Referral {withdrawn.code} stays withdrawn" in undo


def test_the_lost_code_leads_to_the_kept_record(officer, cast, sarita, maya, maia):
    merge(maya, maia, sarita)
    assert officer.get(maia.get_absolute_url()).url == maya.get_absolute_url()
    assert officer.post("/search/", {"q": maia.code}).url == maya.get_absolute_url()
    assert cast["pasang"].get(maia.get_absolute_url()).status_code == 404
    late = officer.post(f"/clients/{maia.code}/add-phone/", {"phone_number": "9841000000"})
    assert late.status_code == 409
    assert maya.code in late.content.decode()


def test_the_history_tells_what_happened_to_both(officer, sarita, maya, maia):
    officer.get(maia.get_absolute_url())
    merge(maya, maia, sarita)
    page = officer.get(f"/clients/{maya.code}/history/").content.decode()
    assert page.count("Registered") == 2
    assert "Merged two records" in page


def test_look_alikes_are_offered_until_they_are_told_apart(officer, maya, maia):
    same = f"/clients/{maya.code}/same-person/"
    assert maia.code in officer.get(same).content.decode()
    officer.post(f"/clients/{maya.code}/differ/{maia.code}/")
    officer.post(f"/clients/{maia.code}/differ/{maya.code}/")
    assert maia.code not in officer.get(same).content.decode()
    other = f"/clients/{maia.code}/same-person/"
    assert maya.code not in officer.get(other).content.decode()


def test_the_other_record_is_named_by_its_code(officer, cast, maya, maia, pokhara, pasang):
    there = make.make_client(pokhara, pasang, "Laxmi Devi")
    same = f"/clients/{maya.code}/same-person/"
    assert officer.post(same, {"other": maia.code.lower()}).url == path(maya, maia)
    for code in (there.code, maya.code, "C-999-999"):
        assert officer.post(same, {"other": code}).status_code == 422
    assert officer.get(path(maya, there)).status_code == 404
