"""Slip, letter and the client's copy: what stands on them, and what never does."""

from datetime import timedelta

import pytest

from helpdesk.access import actions as access
from helpdesk.audit.models import Entry
from helpdesk.clients import actions as clients
from helpdesk.core.clock import today
from referrals import actions
from services import actions as services

from .conftest import fetch

ALL = ["slip", "letter", "copy"]


def sheet(referral, form, by, browse):
    """The printed part of the page."""
    answer = browse(by).get(f"{referral.get_absolute_url()}{form}/")
    assert answer.status_code == 200
    return answer.content.decode().split("<article")[1].split("</article>")[0]


@pytest.mark.parametrize("form", ALL)
def test_printing_is_written_into_the_trail(form, sent_referral, sarita, browse):
    sheet(sent_referral, form, sarita, browse)
    entry = Entry.objects.about(sent_referral).get(verb="printed")
    assert (entry.by, entry.detail["form"]) == (sarita, form)


def test_the_slip_has_three_parts_with_the_code_alone_as_a_square(sent_referral, sarita, browse):
    page = sheet(sent_referral, "slip", sarita, browse)
    assert page.count('<section class="part"') == page.count("<svg") == 3


def test_the_clients_part_never_says_why_or_what(sent_referral, desk, sarita, browse):
    hers = sheet(sent_referral, "slip", sarita, browse).split('<section class="part"')[3]
    for page in (hers, sheet(sent_referral, "copy", sarita, browse)):
        for secret in ("wages", "Wage", desk.name, "Legal", "Maya"):
            assert secret not in page
        assert "Himal Law Clinic" in page
        assert sent_referral.code in page


def test_the_letter_holds_the_packet_and_nothing_behind_it(
    sent_referral, case, maya, sarita, browse
):
    page = sheet(sent_referral, "letter", sarita, browse)
    assert "Seven months of wages unpaid." in page
    assert "Himal Law Clinic" in page
    for secret in (case.code, maya.code):
        assert secret not in page


def test_the_copy_speaks_her_language_where_we_have_it(sent_referral, maya, sarita, browse):
    assert 'lang="en" dir="ltr"' in sheet(sent_referral, "copy", sarita, browse)
    clients.change(maya, by=sarita, version=maya.version, languages=["ne", "ar"])
    assert 'lang="ar" dir="rtl"' in sheet(sent_referral, "copy", sarita, browse)


def test_her_copy_says_where_to_call_or_leaves_a_line_to_write_it(
    sent_referral, kathmandu, anil, sarita, browse
):
    assert "Phone ____" in sheet(sent_referral, "copy", sarita, browse)
    access.change_centre(kathmandu, by=anil, version=kathmandu.version, phone="01-555 0100")
    page = sheet(sent_referral, "copy", sarita, browse)
    assert "01-555 0100" in page
    assert "____" not in page


def test_the_last_sheet_of_a_letter_bears_the_code_too(sent_referral, sarita, browse):
    signed = sheet(sent_referral, "letter", sarita, browse).split('class="sign"')[1]
    assert sent_referral.code in signed


@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize("status", ["closed", "withdrawn", "consent_withdrawn", "declined"])
def test_what_has_ended_is_not_printed_any_more(form, status, in_status, sarita, browse):
    referral = in_status(status)
    assert browse(sarita).get(f"{referral.get_absolute_url()}{form}/").status_code == 409


def test_without_an_agreement_nothing_is_handed_out(sent_referral, agreement, anil, sarita, browse):
    services.end(agreement, by=anil)
    assert browse(sarita).get(f"{sent_referral.get_absolute_url()}letter/").status_code == 409


@pytest.mark.parametrize("form", ALL)
def test_the_partner_and_other_desks_find_nothing(form, sent_referral, roshan, pasang, browse):
    for person in (roshan, pasang):
        assert browse(person).get(f"{sent_referral.get_absolute_url()}{form}/").status_code == 404


def test_a_draft_has_no_paper(draft_referral, sarita, browse):
    assert browse(sarita).get(f"{draft_referral.get_absolute_url()}slip/").status_code == 404


def test_the_papers_of_what_was_reported_are_still_there(in_status, sarita, roshan, browse):
    done = actions.complete(
        fetch(in_status("accepted")), by=roshan, outcome="full", delivered="Paid."
    )
    sheet(done, "slip", sarita, browse)


def test_what_the_partner_may_finish_is_printed_too(sent_referral, agreement, anil, sarita, browse):
    facts = {"on": today(), "for_all": "run_off", "until": today() + timedelta(days=9)}
    actions.end_agreement(agreement, by=anil, why="No funds", **facts)
    assert browse(sarita).get(f"{sent_referral.get_absolute_url()}letter/").status_code == 200
