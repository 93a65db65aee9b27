"""The signed paper, kept with the consent; and every yes to one partner taken back at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from helpdesk.cases.models import Case
from helpdesk.core.refusal import Refused
from helpdesk.jobs.models import FilePiece, SealedFile
from referrals import actions
from referrals.models import Consent, Referral
from tests import make

from .conftest import YES, fetch

PDF = b"%PDF-1.7 signed by Maya" + b"x" * 400_000
FOR = {"purpose": "legal", "categories": ["identity", "contact", "journey", "work"]}


@pytest.fixture
def signed(maya, sarita, himal):
    return actions.record_consent(maya, by=sarita, partner=himal, **YES(how="signed"), **FOR)


def test_the_paper_comes_back_as_it_was_as_a_file(signed, sarita, browse):
    path = f"/referrals/consents/{signed.pk}/"
    paper = SimpleUploadedFile("maya.exe", PDF)
    assert browse(sarita).post(f"{path}attach-paper/", {"paper": paper}).status_code == 302
    answer = browse(sarita).get(f"{path}paper/")
    assert answer.getvalue() == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "maya" not in answer["Content-Disposition"]


def test_it_is_sealed_under_her_key_and_goes_with_it_alone(signed, sarita, maya):
    file = actions.attach_paper(signed, by=sarita, content=PDF).evidence
    assert file.data_key == maya.data_key
    assert file not in SealedFile.objects.expired()
    assert not any(b"Maya" in bytes(piece.sealed) for piece in FilePiece.objects.all())
    file.destroy()
    maya.data_key.refresh_from_db()
    assert not maya.data_key.is_destroyed


@pytest.mark.parametrize("content", [b"MZ program", b"<html>", b""])
def test_what_is_no_pdf_or_photo_is_refused(content, signed, sarita, browse):
    with pytest.raises(Refused):
        actions.attach_paper(signed, by=sarita, content=content)
    paper = SimpleUploadedFile("signed.pdf", content)
    path = f"/referrals/consents/{signed.pk}/attach-paper/"
    assert browse(sarita).post(path, {"paper": paper}).status_code == (409 if content else 422)


def test_a_paper_is_not_replaced_and_a_spoken_yes_has_none(signed, sarita, maya, himal):
    actions.attach_paper(signed, by=sarita, content=PDF)
    with pytest.raises(Refused):
        actions.attach_paper(signed, by=sarita, content=PDF)
    spoken = actions.record_consent(maya, by=sarita, partner=himal, **YES(), **FOR)
    with pytest.raises(Refused):
        actions.attach_paper(spoken, by=sarita, content=PDF)


def test_others_do_not_see_it(signed, sarita, browse, roshan, pasang):
    actions.attach_paper(signed, by=sarita, content=PDF)
    for person in (roshan, pasang):
        assert browse(person).get(f"/referrals/consents/{signed.pk}/paper/").status_code == 404


def test_all_that_one_partner_has_is_taken_back_in_one_act(
    sent_referral, sarita, maya, himal, asha, roshan, browse, told
):
    health = actions.record_consent(
        maya, by=sarita, partner=himal, **YES(), purpose="health", categories=["health"]
    )
    others = actions.record_consent(maya, by=sarita, partner=asha, **YES(), **FOR)
    path = f"/referrals/consents/of/{maya.code}/{himal.pk}/withdraw/"
    page = browse(sarita).get(maya.get_absolute_url()).content.decode()
    assert path in page
    told()
    assert browse(sarita).post(path, {"sent": "1"}).status_code == 422
    assert browse(sarita).post(path, {"confirmed": "on"}).status_code == 302
    assert fetch(sent_referral).status == "consent_withdrawn"
    assert not Referral.objects.visible_to(roshan).exists()
    assert (roshan.name, "consent_withdrawn") in told()
    assert list(Consent.objects.live()) == [others]
    health.refresh_from_db()
    assert health.withdrawn_by == sarita


def test_with_nothing_in_force_there_is_nothing_to_take_back(maya, himal, sarita, browse):
    path = f"/referrals/consents/of/{maya.code}/{himal.pk}/withdraw/"
    assert browse(sarita).get(path).status_code == 404
    with pytest.raises(Refused):
        actions.withdraw_everything(maya, himal, by=sarita)


def test_her_word_counts_for_what_the_officer_does_not_see(maya, himal, sarita, send, roshan):
    hidden = send(make.make_case(maya, sarita), sarita)
    Case.objects.filter(pk=hidden.case_id).update(restricted=True)
    sent = Referral.objects.filter(pk=hidden.pk)
    assert not Consent.objects.of_seen(maya, sarita).exists()
    actions.withdraw_everything(maya, himal, by=sarita)
    assert sent.get().status == "consent_withdrawn"
