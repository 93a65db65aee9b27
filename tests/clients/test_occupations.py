import pytest
from django.utils.translation import override

from helpdesk.clients.occupations import meant, name_of, occupations, resolve, suggest, written
from helpdesk.core.refusal import Refused


def test_every_group_of_the_standard_is_there_in_three_languages():
    assert len(occupations()) == 619
    assert all(all(one.names.values()) for one in occupations().values())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("9111", "9111"),
        ("9111 Domestic cleaners and helpers", "9111"),
        ("housemaid", "9111"),
        ("MACON", "7112"),
        ("albañil", "7112"),
        ("albanil", "7112"),
        ("femme de menage", "9112"),
        ("Chauffeur", "8322"),
        ("Nursing professionals", "2221"),
        ("Commissioned armed forces officers", "0110"),
    ],
)
def test_an_occupation_is_understood_in_three_languages_without_accents(words, code):
    assert resolve(words) == code


@pytest.mark.parametrize("words", ["nurs", "infirm", "enferm"])
def test_nurses_are_suggested_while_one_types(words):
    assert "2221" in [one.code for one in suggest(words)]


def test_the_narrowest_groups_are_suggested_first():
    assert len(suggest("cook")[0].code) == 4


def test_what_fits_several_names_them():
    with pytest.raises(Refused, match=r"Several occupations fit .*9111"):
        resolve("domestic")


def test_what_nobody_knows_may_be_said_in_other_words():
    with pytest.raises(Refused, match="in their own words"):
        resolve("qqqqzz")
    assert meant("qqqqzz") == ""


@pytest.mark.parametrize("words", ["", "  ", "—", "\u202e", "|", "0"])
def test_what_says_nothing_finds_nothing(words):
    assert suggest(words) == []


def test_words_from_before_there_were_codes_stand_for_themselves():
    assert (name_of("Domestic work"), written("Domestic work")) == ("Domestic work",) * 2


def test_the_name_is_in_the_readers_language_or_in_english():
    with override("es"):
        assert name_of("9111") == "Limpiadores y asistentes domésticos"
    with override("ar"):
        assert name_of("9111") == "Domestic cleaners and helpers"


def test_suggestions_say_by_which_other_name_they_were_found(officer):
    options = officer.get("/occupations/", {"x": "housemaid"}, headers={"HX-Request": "true"})
    assert '<option value="9111 Domestic cleaners and helpers">housemaid</option>' in (
        options.content.decode()
    )


def test_without_javascript_there_is_a_list_to_look_in(officer, queries):
    page = officer.get("/occupations/", {"words": "soldador"}).content.decode()
    assert "7212" in page
    assert "9111" in officer.get("/occupations/").content.decode()
    assert queries(lambda: officer.get("/occupations/")) <= 12


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "%00", "a" * 5000, "'\";--"])
def test_hostile_words_find_nothing_and_break_nothing(officer, words):
    for headers in ({}, {"HX-Request": "true"}):
        answer = officer.get("/occupations/", {"words": words}, headers=headers)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
