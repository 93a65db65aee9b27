"""Who may do what to a referral: 302 done, 403 seen and not theirs, 404 not there."""

import pytest

from .paths import BY, LEGAL, TYPED

BEFORE = {
    "acknowledge": "sent",
    "accept": "sent",
    "waitlist": "sent",
    "request_information": "sent",
    "decline": "sent",
    "start": "accepted",
    "complete": "in_progress",
    "not_deliver": "accepted",
    "answer": "information_requested",
    "withdraw": "sent",
    "confirm": "completed",
    "dispute": "completed",
    "enter_in_error": "sent",
    "discard": "draft",
}
DESK = {"sarita": 302, "dipesh": 302, "bimala": 302, "roshan": 403}
PARTNER = {"sarita": 403, "dipesh": 403, "bimala": 403, "roshan": 302}
NOBODY = dict.fromkeys(["pasang", "rita", "nirmala", "anil", "stranger"], 404)


@pytest.mark.parametrize("verb", BY)
def test_who_may(verb, request, browse, in_status, roshan):
    may = {**(DESK if BY[verb] == "sarita" else PARTNER), **NOBODY}
    if verb == "discard":
        may["roshan"] = 404
    people = {who: request.getfixturevalue(who) for who in may}
    referral = in_status(BEFORE[verb])
    url = f"{referral.get_absolute_url()}{verb.replace('_', '-')}/"
    got = {}
    for who in sorted(
        may, key=lambda who: may[who] == 302
    ):  # those who may come last, and only one of them
        if may[who] == 302 and 302 in got.values():
            continue
        got[who] = browse(people[who]).post(url, TYPED.get(verb, {})).status_code
    assert got == {who: may[who] for who in got}


@pytest.mark.parametrize("who", ["dipesh", "bimala"])
@pytest.mark.parametrize("verb", [verb for verb in BY if BY[verb] == "sarita"])
def test_colleagues_and_supervisors_may_too(who, verb, request, browse, in_status, roshan):
    person, referral = request.getfixturevalue(who), in_status(BEFORE[verb])
    url = f"{referral.get_absolute_url()}{verb.replace('_', '-')}/"
    assert browse(person).post(url, TYPED.get(verb, {})).status_code == 302


@pytest.mark.parametrize("verb", BY)
def test_an_act_is_a_post(verb, browse, sarita, sent_referral):
    url = f"{sent_referral.get_absolute_url()}{verb.replace('_', '-')}/"
    assert browse(sarita).get(url).status_code == 405


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/referrals/", {"sarita", "bimala", "pasang"}),
        ("/referrals/to-answer/", {"roshan", "rita"}),
        ("/referrals/in-progress/", {"roshan", "rita"}),
        ("/referrals/waiting/", {"roshan", "rita"}),
        ("/referrals/done/", {"roshan", "rita"}),
    ],
)
def test_who_opens_which_list(path, may, request, browse, roshan, rita):
    people = {
        who: request.getfixturevalue(who)
        for who in ("sarita", "bimala", "pasang", "roshan", "rita", "nirmala", "anil", "stranger")
    }
    got = {who: browse(person).get(path).status_code for who, person in people.items()}
    assert got == {who: 200 if who in may else 403 for who in people}


def test_a_visitor_logs_in_first(browse, sent_referral):
    assert browse().get(sent_referral.get_absolute_url()).status_code == 302


def test_a_restricted_case_hides_its_referral_from_the_team(
    browse, sarita, dipesh, sent_referral, case
):
    from helpdesk.cases.models import Case

    Case.objects.filter(pk=case.pk).update(restricted=True)
    assert browse(dipesh).get(sent_referral.get_absolute_url()).status_code == 404
    assert sent_referral.code not in browse(dipesh).get("/referrals/").content.decode()


def test_every_state_can_be_reached():
    from referrals.models.referral import Status

    assert set(LEGAL) == set(Status.values)
