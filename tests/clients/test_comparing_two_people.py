import pytest

from helpdesk.clients.birth import parse_birth
from helpdesk.clients.finding import Described, compare

SITA = {
    "names": ["Sita Thapa"],
    "birth": "1990-05-12",
    "sex": "female",
    "phones": ["9841552310"],
    "documents": ["PA1234417"],
    "address": "Ward 4, Butwal",
}


def person(**facts):
    return Described(**{**facts, "birth": parse_birth(facts.get("birth", ""))})


def said(reasons, speaks_for=True):
    return [words for words, speaks in reasons if speaks is speaks_for]


def test_everything_the_same_is_strong_and_says_why():
    score, reasons, strength = compare(person(**SITA), person(**SITA))
    assert (score > 0.99, strength) == (True, "strong")
    assert said(reasons) == [
        "Same name",
        "Same date of birth",
        "Same document number",
        "Same phone",
        "Same address",
    ]


@pytest.mark.parametrize("names", [["Sita Thapa"], ["Mahananda Sapkota Gyawali"]])
def test_a_name_alone_is_never_strong(names):
    _, reasons, strength = compare(person(names=names), person(names=names))
    assert strength != "strong"
    assert said(reasons) == ["Same name"]


@pytest.mark.parametrize(
    "second",
    [
        {"birth": "1990-05-12"},
        {"phones": ["+977 9841 552 310"]},
        {"documents": ["pa 1234-417"]},
        {"file_number": "12/77"},
        {"address": "butwal ward 4", "birth": "1990"},
    ],
)
def test_a_name_and_a_second_fact_are_strong(second):
    facts = {"names": ["Sita Kumari Thapa"], **second}
    _, _, strength = compare(person(**{**SITA, **facts}), person(**facts))
    assert strength == "strong"


def test_a_passport_is_called_a_passport():
    kinds = {"kinds": {"PA1234417": "passport"}}
    _, reasons, _ = compare(person(**SITA, **kinds), person(**SITA, **kinds))
    assert "Same passport number" in said(reasons)


def test_another_sex_counts_against():
    brother = {**SITA, "names": ["Sita Thapa"], "sex": "male", "documents": []}
    score, reasons, strength = compare(person(**SITA), person(**brother))
    assert score < compare(person(**SITA), person(**{**brother, "sex": ""}))[0]
    assert said(reasons, False) == ["Different sex"]
    assert strength != "strong"


@pytest.mark.parametrize("other", ["Gita Thapa", "Sunita Thapa", "Ram Thapa", "Mina Thapa"])
def test_a_twin_is_not_strong(other):
    twin = {**SITA, "names": [other], "documents": ["PA1234418"]}
    score, _, strength = compare(person(**SITA), person(**twin))
    assert (score < 0.5, strength) == (True, "weak")


def test_a_father_and_a_son_of_one_name_are_not_strong():
    son = {**SITA, "birth": "2012-01-30", "documents": []}
    score, reasons, strength = compare(person(**SITA), person(**son))
    assert (score < 0.5, strength) == (True, "weak")
    assert said(reasons, False) == ["Different date of birth"]


def test_one_passport_under_two_names_is_worth_a_look():
    other = person(names=["Maya Gurung"], documents=["PA1234417"])
    score, _, strength = compare(person(**SITA), other)
    assert (score >= 0.5, strength) == (True, "possible")


def test_nothing_known_is_nobody():
    assert compare(person(names=[]), person(**SITA))[0] < 0.1
    assert compare(person(names=[]), person(names=[]))[0] < 0.1
