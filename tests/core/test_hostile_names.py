"""Odd names that people bear or paste: taken as they are, shown as text, never as anything else."""

import uuid

import pytest
from django.urls import reverse

from helpdesk.clients.models import Client
from tests import make
from tests.core.hostile import FORMS, send
from tests.url_matrix import MATRIX, ROLES

ALIVE = "<script>alert(1)</script>{{ 7919*7907 }}%(n)s%s'\""


def register(browser, kathmandu, **said):
    four = {"name": "Sita Thapa", "sex": "female", "stage": "return", "need": "Wages"}
    answers = {**four, "centre": kathmandu.pk, "category": "B1", **said}
    return send(browser, "/clients/register/", {"submission_id": uuid.uuid4(), **answers})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Null", "Null"),
        ("O'Brien; DROP TABLE clients_client;--", "O'Brien; DROP TABLE clients_client;--"),
        ("=1+1", "=1+1"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("<b>Maya</b>", "<b>Maya</b>"),
        ("{{ settings.SECRET_KEY }}", "{{ settings.SECRET_KEY }}"),
        ("100% %s %(name)s %d", "100% %s %(name)s %d"),
        ("Maya 😀👩‍👧", "Maya 😀👩‍👧"),
        ("Ma\u0300\u0301\u0302ya", "Mà\u0301\u0302ya"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200fمحمد", "محمد"),
        ("Jose\u0301", "José"),
        ("  Maya \t\r\n Tamang  ", "Maya Tamang"),
        ("\u202a\u2066Maya\u2069\u202c", "Maya"),
        ("X", "X"),
        ("İstanbullu ß ﬁ", "İstanbullu ß ﬁ"),
        ("../../../etc/passwd", "../../../etc/passwd"),
        ("Maya\\0 \\u0000 %00 &#0;", "Maya\\0 \\u0000 %00 &#0;"),
        ("M" * 200, "M" * 200),
    ],
)
def test_a_name_is_kept_as_it_can_be_read(typed, kept, browse, sarita, kathmandu):
    answer = register(browse(sarita), kathmandu, name=typed)
    assert answer.status_code == 302
    assert Client.objects.for_listing().get().name == kept
    assert browse(sarita).get(answer.url).status_code == 200
    found = send(browse(sarita), "/search/", {"q": typed})
    assert found.status_code == 200


@pytest.mark.parametrize("name", ["   ", "\t\n", "\u3164", "\u200b\u200d", "...", "–", "😀", "'"])
def test_nothing_that_can_be_called_is_no_name(name, browse, sarita, kathmandu, nothing_written):
    unchanged = nothing_written()
    page = register(browse(sarita), kathmandu, name=name)
    assert page.status_code == 422
    assert "Write" in page.context["form"].errors["name"][0]
    unchanged()


# Forms that would end what the other pages show.
ENDING = {"referrals:decline", "referrals:withdraw", "reopen"}
ENDING |= {"referrals:end_agreement", "referrals:suspend_agreement"}
ENDING |= {"merge_party", "sessions:enrol"}  # their one text is the codes of other records


def test_markup_in_any_text_is_only_text_on_every_page(world, browsers):
    for form in FORMS:
        typed = {
            name: ALIVE
            for name in form.texts
            if name not in ("birth", "email", "code", "phone_number", "phone", "phone_messenger")
        }
        if form.name in ENDING:
            continue
        answer = send(browsers[form.role], form.path(world), form.whole(world, **typed))
        assert answer.status_code in (302, 409), form  # 409: an act that another one rules out
        assert b"<script>alert(" not in answer.content
    assert type(world.client).objects.for_listing().get(pk=world.client.pk).name == ALIVE
    for name, row in MATRIX.items():
        for role in ROLES[2:]:
            if (row.get or {}).get(role) != 200:
                continue
            page = browsers[role].get(reverse(name, args=row.args(world)), follow=True)
            assert page.status_code == 200, name
            if page.streaming or not page["Content-Type"].startswith("text/html"):
                continue  # a file or data, for no browser to show
            html = page.content.decode()
            assert "<script>alert(" not in html, f"{name} as {role}"
            assert "62615533" not in html, f"{name} as {role}"


def test_a_name_in_a_message_and_a_mail_is_text(sure, anil, kathmandu, mailoutbox):
    said = {"name": ALIVE, "email": "new@desk.test", "teams": [kathmandu.officers_id]}
    page = sure(anil).post("/admin/people/invite/", said, follow=True)
    assert page.status_code == 200
    assert b"<script>alert(" not in page.content


def test_a_name_never_ends_a_header(sure, anil, kathmandu, mailoutbox):
    make.make_user("Anil\r\nBcc: everyone@desk.test", email="odd@desk.test")
    said = {"name": "Maya\r\nBcc: everyone@desk.test", "email": "new@desk.test"}
    assert sure(anil).post("/admin/people/invite/", said).status_code == 302
    assert all("Bcc" not in mail.message().as_string().split("\n\n")[0] for mail in mailoutbox)
