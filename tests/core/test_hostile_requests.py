"""Requests that no page of ours sends: too big, garbled, forged. Our words, and a way back."""

import json
import re
import uuid

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.core.hostile import errors_of, send, written
from tests.url_matrix import MATRIX

FORM = "application/x-www-form-urlencoded"
SENT = {"name": "Sita", "sex": "female", "stage": "return", "need": "Wages", "category": "B1"}


def is_ours(answer, status, words):
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "Nothing has changed" in page
    assert '<a class="btn go" href="/' in page
    assert "no-store" in answer.headers["Cache-Control"]
    return True


@pytest.mark.parametrize("role", ["officer", "anonymous"])
def test_more_than_the_desk_takes_is_said_so(role, world, browsers, nothing_written):
    unchanged = nothing_written()
    path = "/clients/register/" if role == "officer" else "/account/login/"
    page = send(browsers[role], path, {"name": "M" * 3_000_000}, headers={"referer": ""})
    assert is_ours(page, 413, "too much at once")
    assert is_ours(send(browsers[role], path, {str(n): 1 for n in range(2000)}), 413, "too much")
    assert is_ours(browsers[role].get(path, {str(n): 1 for n in range(2000)}), 413, "too much")
    unchanged()


def test_the_way_back_leads_to_the_page_that_was_sent(officer_page):
    page = officer_page({"name": "M" * 3_000_000}, referer="http://testserver/clients/register/")
    assert 'href="/clients/register/"' in page.content.decode()


@pytest.mark.parametrize(
    "referer",
    [
        "http://evil.test/",
        "http://testserver//evil.test/",
        "http://testserver/\\evil.test",
        "javascript:alert(1)",
        "http://[",
        '"><script>alert(1)</script>',
        "",
    ],
)
def test_the_way_back_never_leads_away(referer, officer_page):
    page = officer_page({"name": "M" * 3_000_000}, referer=referer)
    assert page.status_code == 413
    assert '<a class="btn go" href="/">' in page.content.decode()


@pytest.fixture
def officer_page(browse, sarita):
    def officer_page(answers, referer):
        return send(browse(sarita), "/clients/register/", answers, headers={"referer": referer})

    return officer_page


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=\xff", b"x"),
        (f"{FORM}; charset=utf-16", "name=Sita".encode("utf-16")),
        (f"{FORM}; charset=latin-1", b"name=Sit\xe1"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"x" * 5000),
    ],
)
def test_what_is_garbled_is_said_so(content_type, body, browse, sarita, nothing_written):
    unchanged = nothing_written()
    answer = browse(sarita).generic("POST", "/clients/register/", body, content_type=content_type)
    if answer.status_code != 422:
        assert is_ours(answer, 400, "could not be read")
    unchanged()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", json.dumps(SENT)),
        ("text/plain", "name=Sita"),
        ("text/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        (f"{FORM}; charset=nonsense", "name=Sita"),
        (FORM, "&&&===%%%zz"),
        (FORM, "name[]=Sita&name[0]=x&__proto__=y"),
        ("", "name=Sita"),
    ],
)
def test_another_kind_of_body_is_an_empty_form(content_type, body, browse, sarita, nothing_written):
    unchanged = nothing_written()
    answer = browse(sarita).generic("POST", "/clients/register/", body, content_type=content_type)
    assert answer.status_code in (200, 422)
    unchanged()


def test_files_that_no_form_asks_for_go_nowhere(
    browse, sarita, kathmandu, nothing_written, tmp_path
):
    unchanged, file = nothing_written(), tmp_path / "x.html"
    file.write_text("<script>alert(1)</script>")
    with file.open("rb") as name, file.open("rb") as other:
        page = browse(sarita).post("/clients/register/", {**SENT, "name": name, "x": other})
    assert "name" in errors_of(page)
    unchanged()


def test_one_answer_given_twice_is_the_last_one(browse, sarita, kathmandu):
    answers = {**SENT, "centre": kathmandu.pk, "submission_id": uuid.uuid4()}
    assert send(browse(sarita), "/clients/register/", {**answers, "sex": ["x", "male"]}).url


@pytest.mark.parametrize("token", [None, "", "short", "x" * 64, "\x00" * 64, "é" * 32])
def test_a_form_without_our_token_is_not_taken(token, sarita, kathmandu, nothing_written):
    browser, unchanged = Browser(enforce_csrf_checks=True), nothing_written()
    browser.force_login(sarita, backend="django.contrib.auth.backends.ModelBackend")
    browser.get("/clients/register/")
    answer = send(
        browser, "/clients/register/", SENT | ({"csrfmiddlewaretoken": token} if token else {})
    )
    assert answer.status_code == 403
    assert "send that once more" in answer.content.decode()
    unchanged()


@pytest.mark.parametrize(
    "method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "MAYA"]
)
def test_other_methods_change_nothing(method, world, browsers, nothing_written):
    unchanged = nothing_written()
    for name, row in MATRIX.items():
        answer = browsers["officer"].generic(method, reverse(name, args=row.args(world)), b"x=1")
        assert answer.status_code in (200, 302, 403, 404, 405), name
    unchanged()


def test_a_buttons_address_opened_as_a_page_says_what_it_is(world, browsers):
    page = browsers["officer"].get(f"/cases/{world.case.code}/take/")
    assert is_ours(page, 405, "no page at this address")
    assert page.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=\xff; csrftoken=; django_language=../../x; messages=x"},
        {"accept-language": "../../etc, \xe9;q=9999, " + "x-" * 4000},
        {"x-forwarded-for": "'; DROP TABLE\t--, " * 50},
        {"hx-request": "true", "hx-current-url": "http://[", "hx-target": "<script>"},
        {"referer": "http://["},
        {"user-agent": "<script>alert(1)</script>" * 100},
        {"if-modified-since": "Yesterday", "range": "bytes=99999999999-1", "if-none-match": '"'},
        {"content-length": "-5"},
        {"content-length": "many"},
        {"x-forwarded-host": "evil.test", "x-forwarded-proto": "gopher"},
        {"accept-encoding": "gzip;q=nonsense, *;q=-1"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_odd_headers_are_borne(headers, browse, sarita, kathmandu):
    before = written()
    assert browse(sarita).get("/", headers=headers).status_code in (200, 302)
    assert browse(sarita).post("/clients/register/", SENT, headers=headers).status_code in (
        302,
        400,
        422,
    )
    assert browse().get("/account/login/", headers=headers).status_code == 200
    assert written() == before


def test_an_unknown_host_is_told_nothing(browse, sarita):
    answer = browse(sarita).get("/", headers={"host": "evil.test"})
    assert answer.status_code == 400
    assert not re.search(rb"Help Desk|Sarita|<", answer.content)


@pytest.mark.parametrize(
    "address", ["http://evil.test/", "//evil.test", "/\\evil.test", "\r\nX: y"]
)
def test_nobody_is_sent_elsewhere(address, browse, sarita):
    answer = browse(sarita).post("/account/language/", {"language": "ar", "next": address})
    assert answer.status_code == 302
    assert "evil" not in answer.url
    assert "X" not in answer.headers
