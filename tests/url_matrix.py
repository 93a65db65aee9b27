"""Every URL, and what each kind of person gets there. One row for each name; a test runs them all.

A new URL needs one row. `args` fills the path from the world (tests/world.py: make_world);
`get` and `post` say who gets what. A form that is sent empty answers 422 to those who may send it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from helpdesk.core.clock import today
from helpdesk.desk.elsewhere import token_for

ROLES = (
    "anonymous",
    "disabled",
    "officer",
    "other_officer",
    "supervisor",
    "partner",
    "other_partner",
    "dpo",
    "administrator",
)
KNOWN = ROLES[2:]
DESK = ("officer", "supervisor")
EVERY_DESK = ("officer", "other_officer", "supervisor")
PARTNERS = ("partner", "other_partner")


@dataclass
class Row:
    """What the URL answers: method → role → status; a method that is not there answers 405."""

    get: dict | None = None
    post: dict | None = None
    args: Callable = lambda world: ()
    data: Callable = lambda world: {"sent": "1"}  # something, so that a form knows that it was sent


def only(*roles, ok=200, others=403, anonymous=302):
    """These get `ok`, others `others`; visitors and switched-off accounts are sent to log in."""
    return {
        role: anonymous if role in ROLES[:2] else ok if role in roles else others for role in ROLES
    }


def seen_by(*roles, ok=200, **rest):
    """A thing that these see; for others it does not exist. `dpo=403` says otherwise for one."""
    return {**only(*roles, ok=ok, others=404), **rest}


def everyone(ok=200):
    """Whoever is logged in."""
    return only(*KNOWN, ok=ok)


def public(ok=200):
    """Visitors too."""
    return dict.fromkeys(ROLES, ok)


def visitors(ok=200, known=302):
    """For those who are not logged in; the others are sent on."""
    return {role: ok if role in ROLES[:2] else known for role in ROLES}


def page(answers, args=Row.args):
    """A page that a form could also be sent to, without effect."""
    return Row(get=answers, post=answers, args=args)


def form_of(*args, ok=422, opens=200, who=None):
    """A page with a form about one thing of the desk's."""
    who = who or (lambda status: seen_by(*DESK, ok=status))
    return Row(get=who(opens), post=who(ok), args=lambda world: [find(world) for find in args])


def own_form_of(*args, ok=422):
    """A page with a form about something of a partner's, for itself and for administrators."""
    return form_of(*args, ok=ok, who=lambda status: only("partner", "administrator", ok=status))


def act(by, *, ok, unseen=False, thing="referral"):
    """A referral's step, sent whole: done (302) or against the rules for now (409).

    The other side gets 403.
    """
    other = () if unseen else (PARTNER_SIDE if by == DESK else DESK)
    answers = {**seen_by(*by, ok=ok), **dict.fromkeys(other, 403)}
    return Row(post=answers, args=lambda world: [getattr(world, thing).code], data=whole)


def whole(world):
    """What any of the acts on a referral may ask for."""
    return {
        "text": "In words",
        "reason": "capacity",
        "outcome": "full",
        "delivered": "Advice",
        "said_by": "client",
        "reached": "yes",
        "helped": "fully",
        "review_on": (today() + timedelta(days=7)).isoformat(),
    }


def client_of(world):
    return world.client.code


def plan_of(world):
    return [world.client.code, world.plan.number]


def contact_of(world):
    return world.contact.code


def case_of(world):
    return world.case.code


def secret_of(world):
    return world.secret.code


def token_of_client(world):
    """As the other officer's page holds it: anyone else's it is not."""
    officer = world.people["other_officer"]
    return {"token": token_for(world.client, officer, world.other_centre)}


def partners_own(ok):
    """What only the partner's people do with a referral that the desk sees too."""
    return {**seen_by(*PARTNER_SIDE, ok=ok), **dict.fromkeys(DESK, 403)}


def incoming_of(world):
    return [world.incoming.code]


def of_incoming(ok, partner=403):
    """A step of the centre's on what was sent to it."""
    return Row(post=seen_by(*DESK, ok=ok, partner=partner), args=incoming_of, data=whole)


def accepted_of(world):
    return [world.accepted.code]


def appointment_of(world):
    return [world.accepted.code, world.appointment.pk]


PARTNER_SIDE = ("partner",)
ADMIN = only("administrator")
ADMIN_FORM = only("administrator", ok=422)
# A contact of a partner: the desk and the partner's workers see it, other partners do not.
OF_CONTACT = {**only("administrator"), "other_partner": 404}

# What stands below the figures: whoever supervises nothing is not let in.
NO_FIGURES = dict.fromkeys([role for role in KNOWN if role != "supervisor"], 403)

MATRIX = {
    "healthz": Row(get=public()),
    # --- the door (allauth's views)
    "account_login": Row(get=visitors(), post=visitors()),
    "account_request_login_code": Row(get=visitors(), post=visitors()),
    "account_confirm_login_code": Row(get=visitors(302), post=visitors(302)),  # asked for first
    "start_again": Row(post=public(302)),
    "mfa_authenticate": Row(get=visitors(302), post=visitors(302)),  # after the password
    "second_factor": Row(get=everyone(), post=everyone(422)),
    "mfa_reauthenticate": Row(get=everyone(302), post=everyone(302)),  # nothing to ask for
    "renew_codes": Row(get=everyone(409), post=everyone(409)),
    "take_off_second_factor": Row(get=everyone(409), post=everyone(409)),
    "account_logout": Row(get=visitors(302, 200), post=visitors(302, 302)),
    "account_inactive": Row(get=public()),
    "account_reauthenticate": Row(get=everyone(), post=everyone()),
    "account_change_password": Row(get=everyone(), post=everyone()),
    "account_set_password": Row(get=everyone(302), post=everyone(302)),
    "account_reset_password": Row(get=public(), post=public()),
    "account_reset_password_done": Row(get=public()),
    "account_reset_password_from_key": Row(
        get=public(), post=public(), args=lambda w: ["1", "wrong-key"]
    ),
    "account_reset_password_from_key_done": Row(get=public()),
    "me": Row(get=everyone(), post=everyone(422)),
    "mail": Row(get=everyone(), post=everyone(422)),
    "language": Row(post=public(302)),
    "idle": Row(get=everyone()),
    "stay": Row(post=everyone(302)),
    # --- the administrator
    "access:centres": Row(get=ADMIN),
    "access:centre": Row(get=ADMIN, args=lambda w: [w.centre.pk]),
    "access:open_centre": Row(get=ADMIN, post=ADMIN_FORM),
    "access:change_centre": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.centre.pk]),
    "access:people": Row(get=ADMIN, post=ADMIN),
    "access:invite": Row(get=ADMIN, post=ADMIN_FORM),
    "access:person": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.people["officer"].pk]),
    "access:reset_second_factor": Row(
        get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.people["officer"].pk]
    ),
    "access:send_link": Row(
        post=only("administrator", ok=302), args=lambda w: [w.people["officer"].pk]
    ),
    "quarantine": Row(get=ADMIN),
    "spellings": Row(get=ADMIN, post=ADMIN_FORM),
    "deadline_rules": Row(get=ADMIN, post=ADMIN_FORM),
    "change_rule": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.rule.pk]),
    "remove_spellings": Row(post=only("administrator", ok=302), args=lambda w: [w.spellings.pk]),
    "retry": Row(post=only("administrator", ok=302), args=lambda w: [w.failed_notice.pk]),
    # --- one's own
    "notices:inbox": Row(get=everyone()),
    "notices:see": Row(post=everyone(302)),
    "jobs": Row(get=everyone()),
    "job": Row(get=seen_by("officer"), args=lambda w: [w.job.pk]),
    "cancel_job": Row(post=seen_by("officer", ok=302), args=lambda w: [w.job.pk]),
    # --- registers brought in, lists taken out (those ask for the password first)
    "registers": Row(get=only(*EVERY_DESK, others=404), post=only(*EVERY_DESK, ok=422, others=404)),
    "register_template": Row(get=only(*EVERY_DESK, others=404), args=lambda w: ["csv"]),
    "batch": Row(get=seen_by(*DESK), args=lambda w: [w.batch.pk]),
    "name_columns": form_of(lambda w: w.batch.pk),
    "import_register": Row(post=seen_by(*DESK, ok=422), args=lambda w: [w.batch.pk]),
    "undo_import": form_of(lambda w: w.batch.pk),
    "batch_rows": Row(get=seen_by(*DESK), args=lambda w: [w.batch.pk, "ready"]),
    "error_file": Row(get=seen_by(*DESK, ok=302), args=lambda w: [w.batch.pk, "csv"]),
    "export": Row(
        get=only(*EVERY_DESK, ok=302),
        post=only(*EVERY_DESK, ok=302),
        args=lambda w: ["clients"],
    ),
    "exported": Row(
        get=seen_by("officer", dpo=403, administrator=403, partner=403, other_partner=403),
        args=lambda w: [w.export.pk],
    ),
    "download": Row(
        get={
            **seen_by("officer", ok=302),
            **dict.fromkeys(("dpo", "administrator", *PARTNERS), 403),
        },
        args=lambda w: [w.export.pk],
    ),
    # --- the data protection officer
    "trail": Row(get=only("dpo")),
    "verify": Row(post=only("dpo")),
    "leave_checkpoint": Row(post=only("dpo", ok=302)),
    "client_history": Row(get=seen_by(*DESK, "dpo"), args=lambda w: [w.client.code]),
    "case_history": Row(get=seen_by(*DESK, "dpo"), args=lambda w: [w.case.code]),
    "referral_history": Row(get=seen_by(*DESK, "dpo"), args=lambda w: [w.referral.code]),
    # --- the desk: where one looks
    "home": Row(get={**only(*EVERY_DESK, others=302)}),
    "no_role": Row(get=everyone()),
    "data_notice": page(public()),
    "take_next": Row(post=only(*EVERY_DESK, ok=302, others=404)),
    "bulk": Row(
        post=only(*EVERY_DESK, others=404),
        data=lambda w: {"do": "assign", "pick": [w.case.code]},
    ),
    "undo": Row(post=only(*EVERY_DESK, ok=409, others=404)),
    "keep_draft": Row(post=everyone(302), data=lambda w: {"draft_path": "/clients/register/"}),
    "discard_draft": Row(
        post=only("officer", ok=302, others=404), args=lambda w: [w.typed_draft.pk]
    ),
    "save_filter": Row(post=only(*EVERY_DESK, ok=302, others=404)),
    "remove_filter": Row(
        post=only("officer", "supervisor", ok=302, others=404), args=lambda w: [w.saved_filter.pk]
    ),
    "tags": Row(get=only(*EVERY_DESK, others=404)),
    "retire": Row(
        post=only("supervisor", ok=302, others=404) | {"officer": 403}, args=lambda w: [w.tag.pk]
    ),
    "search": page(only(*EVERY_DESK, others=404)),
    "clients": page(only(*EVERY_DESK, others=404)),
    "register": Row(get=only(*EVERY_DESK, others=404), post=only(*EVERY_DESK, ok=422, others=404)),
    "look_again": Row(post=only(*EVERY_DESK, others=404)),
    # --- a client
    "client": Row(get=seen_by(*DESK), args=lambda w: [w.client.code]),
    "disclosures": Row(get=seen_by(*DESK), args=lambda w: [w.client.code]),
    "client_card": Row(get=seen_by(*DESK), args=lambda w: [w.client.code]),
    "blank_form": Row(get=only(*EVERY_DESK, others=404)),
    "areas": Row(get=everyone()),
    "client_change": form_of(client_of),
    "change_document": form_of(client_of, lambda w: w.document.pk),
    "add_relation": form_of(client_of),
    "change_relation": form_of(client_of, lambda w: w.relation.pk),
    "end_relation": form_of(client_of, lambda w: w.relation.pk, ok=302),
    "add_phone": form_of(client_of),
    "change_phone": form_of(client_of, lambda w: w.phone.pk),
    "add_document": form_of(client_of),
    "add_journey": form_of(client_of),
    "journey": Row(get=seen_by(*DESK), args=lambda w: [w.client.code, 1]),
    "change_journey": form_of(client_of, lambda w: 1, ok=409),  # without a version: stale
    "add_fee": form_of(client_of, lambda w: 1),
    "change_fee": form_of(client_of, lambda w: 1, lambda w: w.fee.pk),
    "plans": Row(get=seen_by(*DESK), args=lambda w: [w.client.code]),
    "plan": Row(get=seen_by(*DESK), args=plan_of),
    "plan_paper": Row(get=seen_by(*DESK), args=plan_of),
    "draw_up_plan": form_of(client_of),
    "change_plan": form_of(client_of, lambda w: 1),
    "review_plan": form_of(client_of, lambda w: 1),
    "add_goal": form_of(client_of, lambda w: 1),
    "change_goal": form_of(client_of, lambda w: 1, lambda w: w.goal.pk),
    "add_step": form_of(client_of, lambda w: 1),
    "change_step": form_of(client_of, lambda w: 1, lambda w: w.step.pk),
    "finish_step": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.client.code, 1, w.step.pk]),
    "add_skill": form_of(client_of),
    "change_skill": form_of(client_of, lambda w: w.skill.pk),
    "add_prospects": form_of(client_of),
    "change_prospects": form_of(client_of, lambda w: w.prospects.pk),
    "occupations": Row(get=everyone()),
    "correct_journey": form_of(client_of, lambda w: 1),
    "move_on": Row(post=seen_by(*DESK, ok=422), args=lambda w: [w.client.code, 1]),
    "open_case": form_of(client_of),
    "returning": form_of(client_of),
    # --- never the same person twice; a client of another centre
    "same_person": form_of(client_of, ok=200),  # it shows who looks alike
    "merge": form_of(client_of, lambda w: w.twin.code),
    "differ": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.client.code, w.twin.code]),
    "undo_merge": form_of(lambda w: w.merge.pk),
    "she_is_here": Row(post=seen_by("other_officer"), data=token_of_client),
    "ask_access": Row(post=seen_by("other_officer"), data=token_of_client),
    "access_requests": Row(get=seen_by(*EVERY_DESK)),
    "access_request": Row(get=seen_by(*EVERY_DESK), args=lambda w: [w.asked.code]),
    "grant_access": Row(
        post=seen_by(*DESK, ok=302, other_officer=403), args=lambda w: [w.asked.code]
    ),
    "refuse_access": Row(
        post=seen_by(*DESK, ok=302, other_officer=403),
        args=lambda w: [w.asked.code],
        data=lambda w: {"note": "Call us first"},
    ),
    # --- a client goes to another centre
    "hand_over": form_of(client_of),
    "handovers": Row(get=seen_by(*EVERY_DESK)),
    "handover": Row(get=seen_by(*EVERY_DESK), args=lambda w: [w.handover.code]),
    "accept_handover": Row(
        post=seen_by("other_officer", "supervisor", ok=302, officer=403),
        args=lambda w: [w.handover.code],
    ),
    "decline_handover": Row(
        post=seen_by("other_officer", "supervisor", ok=302, officer=403),
        args=lambda w: [w.handover.code],
        data=lambda w: {"refusal": "capacity"},
    ),
    "withdraw_handover": Row(
        post=seen_by(*DESK, ok=302, other_officer=403), args=lambda w: [w.handover.code]
    ),
    "end_overlap": Row(
        post=seen_by(*DESK, ok=409, other_officer=403), args=lambda w: [w.handover.code]
    ),
    # --- a case, the officer's own
    "case": Row(get=seen_by(*DESK), args=lambda w: [w.case.code]),
    "case_change": form_of(case_of),
    "choose_journey": form_of(case_of, lambda w: w.client.code, ok=302),
    "take": Row(post=seen_by("officer", ok=302, supervisor=409), args=lambda w: [w.case.code]),
    "assign": form_of(case_of),
    "note": form_of(case_of),
    "add_task": form_of(case_of),
    "finish": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.case.code, w.task.pk]),
    "add_need": form_of(case_of),
    "add_person": form_of(case_of, ok=200),  # it looks for her first
    "add_people": form_of(case_of),
    "group": form_of(case_of),
    "add_party": form_of(case_of),
    "find_party": Row(post=seen_by(*DESK), args=lambda w: [w.case.code]),
    "remove_party": Row(
        post=seen_by(*DESK, ok=409), args=lambda w: [w.case.code, w.case_party.pk]
    ),  # a claim is against it
    "add_claim": form_of(case_of),
    "claim": form_of(case_of, lambda w: w.claim.pk),
    "take_back_receipt": form_of(case_of, lambda w: w.receipt.claim_id, lambda w: w.receipt.pk),
    "case_summary": form_of(case_of),
    "client_summary": form_of(client_of),
    "change_claim": form_of(case_of, lambda w: w.claim.pk),
    "add_deadline": form_of(case_of),
    "meet_deadline": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.case.code, w.deadline.pk]),
    # --- how vulnerable someone is, and who sees the case; opened in an emergency
    "assessments": Row(get=seen_by(*DESK), args=lambda w: [w.case.code]),
    "assess": form_of(case_of),
    "enter_assessment_in_error": form_of(case_of, lambda w: w.assessment.pk),
    "screen": form_of(case_of),
    "restrict": form_of(case_of),
    "lift_restriction": form_of(
        secret_of, who=lambda status: seen_by("supervisor", ok=status, officer=403)
    ),
    "named_people": form_of(secret_of),
    "unshare": Row(
        post=seen_by("supervisor", ok=302, officer=409),  # a supervisor: by supervisors alone
        args=lambda w: [w.secret.code, w.people["supervisor"].pk],
    ),
    "break_glass": Row(
        get=only(*EVERY_DESK, others=404), post=only(*EVERY_DESK, ok=422, others=404)
    ),
    "broken_glasses": Row(get=only("supervisor", "dpo")),
    "broken_glass": form_of(lambda w: w.glass.pk, who=lambda ok: seen_by(*DESK, "dpo", ok=ok)),
    "parties": Row(get=only(*EVERY_DESK, others=404)),
    "party": Row(get=seen_by(*EVERY_DESK), args=lambda w: [w.party.code]),
    "change_party": Row(
        get=seen_by(*EVERY_DESK), post=seen_by(*EVERY_DESK, ok=422), args=lambda w: [w.party.code]
    ),
    "merge_party": Row(
        get=seen_by(*EVERY_DESK), post=seen_by(*EVERY_DESK, ok=422), args=lambda w: [w.party.code]
    ),
    "undo_merge_party": form_of(lambda w: w.party_merge.pk),
    "add_case_files": form_of(case_of),
    "add_client_files": form_of(client_of),
    "file": Row(get=seen_by(*DESK), args=lambda w: [w.file.pk]),
    "open_file": Row(get=seen_by(*DESK, ok=302), args=lambda w: [w.file.pk]),
    "file_content": Row(get=seen_by(), args=lambda w: [w.file.pk, "not-a-link-of-ours"]),
    "change_file": form_of(lambda w: w.file.pk),
    "replace_file": form_of(lambda w: w.file.pk),
    "remove_file": form_of(lambda w: w.file.pk),
    "tag": form_of(case_of),
    "untag": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.case.code, w.tag.pk]),
    "snooze": form_of(case_of),
    "wake": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.case.code]),
    "close": form_of(case_of),
    "reopen": form_of(case_of),
    # --- contacts
    "contacts:contacts": Row(get=only(*EVERY_DESK)),
    "contacts:help": Row(get=only(*EVERY_DESK)),
    "contacts:log": Row(get=only(*EVERY_DESK), post=only(*EVERY_DESK, ok=422)),
    "contacts:batch": Row(get=only(*EVERY_DESK), post=only(*EVERY_DESK, ok=422)),
    "contacts:contact": Row(get=seen_by(*DESK), args=lambda w: [w.contact.code]),
    "contacts:correct": form_of(contact_of),
    "contacts:enter_in_error": form_of(contact_of),
    "contacts:enter_help_in_error": form_of(lambda w: w.help_given.pk),
    "contacts:give_help": form_of(contact_of),
    "tie": form_of(contact_of, ok=200),  # it looks for her first
    "give_help": Row(post=seen_by(*DESK, ok=422), args=lambda w: [w.case.code]),
    # --- appointments with an officer
    "appointments:day": Row(get=only(*EVERY_DESK)),
    "appointments:paper": Row(get=only(*EVERY_DESK)),
    "appointments:make": Row(get=only(*EVERY_DESK, ok=404), post=only(*EVERY_DESK, ok=404)),
    "appointments:appointment": Row(get=seen_by(*DESK), args=lambda w: [w.visit.code]),
    "appointments:change": form_of(lambda w: w.visit.code),
    "appointments:keep": Row(post=seen_by(*DESK, ok=409), args=lambda w: [w.visit.code]),
    "appointments:miss": Row(post=seen_by(*DESK, ok=409), args=lambda w: [w.visit.code]),
    "appointments:cancel": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.visit.code]),
    "appointments:calendar": Row(get=seen_by(*DESK), args=lambda w: [w.visit.code]),
    # --- group sessions
    "sessions:sessions": Row(get=only(*EVERY_DESK)),
    "sessions:set_up": Row(get=only(*EVERY_DESK), post=only(*EVERY_DESK, ok=422)),
    "sessions:choose": Row(get=only(*EVERY_DESK, ok=404)),
    "sessions:session": Row(get=seen_by(*DESK), args=lambda w: [w.session.code]),
    "sessions:change": form_of(lambda w: w.session.code),
    "sessions:cancel": Row(post=seen_by(*DESK, ok=302), args=lambda w: [w.session.code]),
    "sessions:enrol": Row(post=seen_by(*DESK, ok=422), args=lambda w: [w.session.code]),
    "sessions:leave": Row(
        post=seen_by(*DESK, ok=302), args=lambda w: [w.session.code, w.enrolled.number]
    ),
    "sessions:attendance": form_of(lambda w: w.held.code, ok=409),  # without a version: stale
    "sessions:paper": Row(get=seen_by(*DESK), args=lambda w: [w.session.code]),
    "sessions:certificates": Row(get=seen_by(*DESK), args=lambda w: [w.held.code]),
    "sessions:certificate": Row(get=seen_by(*DESK), args=lambda w: [w.held.code, w.came.number]),
    # --- the supervisor
    "figures": page(only("supervisor")),
    "figures_contacts": page(only("supervisor")),
    "figures_flow": page(only("supervisor")),
    "figures_partners": page(only("supervisor")),
    "figures_served": page(only("supervisor")),
    "figures_people": page(only("supervisor")),
    "figures_thresholds": page(only("supervisor")),
    "figures_threshold": Row(
        get=only("supervisor"),
        post=only("supervisor", ok=409),  # without a version: stale
        args=lambda w: [w.centre.code],
    ),
    "figures_reviews": page(only("supervisor")),
    "figures_draw_review": Row(get=only("supervisor"), post=only("supervisor", ok=422)),
    "figures_reviewed": page(only("supervisor")),
    "figures_review": page(seen_by("supervisor", **NO_FIGURES), lambda w: [w.review.pk]),
    "figures_judge": Row(
        get=seen_by("supervisor", **NO_FIGURES),
        post=seen_by("supervisor", ok=422, **NO_FIGURES),
        args=lambda w: [w.reviewed.pk],
    ),
    "decide_closing": form_of(lambda w: w.closing.case.code),
    "case_review": form_of(lambda w: w.reviewed.case.code, lambda w: w.reviewed.pk),
    "figures_chart": page(only("supervisor"), lambda w: ["ages", "svg"]),
    "figures_table": Row(get=only("supervisor"), args=lambda w: ["caseload", "csv"]),
    "figures_cases": page(only("supervisor")),
    "figures_referrals": page(only("supervisor")),
    "figures_reassign": Row(
        get=only("supervisor"),
        post=only("supervisor", ok=422),
        args=lambda w: [w.people["officer"].pk],
    ),
    "indicators": Row(get=only("supervisor")),
    "reports": Row(get=everyone()),
    "report_builder": Row(get=only("supervisor"), post=only("supervisor", ok=422)),
    "report": Row(get=seen_by("supervisor", "administrator"), args=lambda w: [w.report.pk]),
    "report_file": Row(
        get=seen_by("supervisor", "administrator"), args=lambda w: [w.report.pk, "csv"]
    ),
    "remove_template": Row(
        post=seen_by("supervisor", ok=302), args=lambda w: [w.report_template.pk]
    ),
    "open_statistics": Row(
        get=only("supervisor", "administrator"), post=only("supervisor", "administrator", ok=422)
    ),
    "open_statistics_file": Row(
        get=seen_by("administrator"), args=lambda w: [w.open_set.pk, "data.csv"]
    ),
    "council_sheet": Row(get=only("supervisor", "administrator")),
    # --- the directory
    "services:directory": page(everyone()),
    "services:service": page(everyone(), lambda w: [w.service.pk]),
    "services:partner": page(everyone(), lambda w: [w.partner.pk]),
    "services:make_partner": Row(get=ADMIN, post=ADMIN_FORM),
    "services:change_partner": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.partner.pk]),
    "services:make_location": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.partner.pk]),
    "services:change_hours": Row(
        get=ADMIN, post=only("administrator", ok=302), args=lambda w: [w.location.pk]
    ),
    "services:make_service": form_of(
        lambda w: w.partner.pk, who=lambda ok: only("partner", "administrator", ok=ok)
    ),
    "services:change_service": form_of(
        lambda w: w.service.pk, who=lambda ok: only("partner", "administrator", ok=ok)
    ),
    "services:set_capacity": Row(
        post=only("partner", "administrator", ok=302),
        args=lambda w: [w.service.pk],
        data=lambda w: {"capacity": "limited"},
    ),
    "services:verify": Row(
        post=only("partner", "administrator", ok=302), args=lambda w: [w.service.pk]
    ),
    "services:ours": page(only(*PARTNERS)),
    "services:name_contact": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.partner.pk]),
    "services:change_contact": Row(
        get=OF_CONTACT, post={**OF_CONTACT, "administrator": 422}, args=lambda w: [w.focal.pk]
    ),
    "services:remove_contact": Row(
        get=OF_CONTACT, post={**OF_CONTACT, "administrator": 302}, args=lambda w: [w.focal.pk]
    ),
    "services:make_cost": own_form_of(lambda w: w.service.pk),
    "services:change_cost": own_form_of(lambda w: w.cost.pk),
    "services:drop_cost": Row(
        post=only("partner", "administrator", ok=302), args=lambda w: [w.cost.pk]
    ),
    "services:classify": own_form_of(lambda w: w.service.pk, ok=302),
    "services:make_accessibility": own_form_of(lambda w: w.location.pk),
    "services:change_accessibility": own_form_of(lambda w: w.accessibility.pk),
    "services:drop_accessibility": Row(
        post=only("partner", "administrator", ok=302), args=lambda w: [w.accessibility.pk]
    ),
    # of a partner's people its lead alone, who is none of the ROLES: tests/services/test_staff.py
    "services:staff": Row(get=only(), args=lambda w: [w.partner.pk]),
    "services:invite_worker": page(only(), lambda w: [w.partner.pk]),
    "services:change_worker": page(only(), lambda w: [w.partner.pk, w.people["partner"].pk]),
    "services:reset_second_factor": page(only(), lambda w: [w.partner.pk, w.people["partner"].pk]),
    "services:make_agreement": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.partner.pk]),
    "services:agreements": Row(get=only("supervisor", "administrator", *PARTNERS)),
    "services:agreement": Row(get=everyone(), args=lambda w: [w.agreement.pk]),
    "services:change_agreement": Row(
        get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.fresh_agreement.pk]
    ),
    "services:sign": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.fresh_agreement.pk]),
    "services:resume": Row(
        get=ADMIN, post=only("administrator", ok=302), args=lambda w: [w.suspended_agreement.pk]
    ),
    "services:attach_scan": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.agreement.pk]),
    "services:scan": Row(
        get=only(*EVERY_DESK, "administrator") | {"other_officer": 403},
        args=lambda w: [w.agreement.pk],
    ),
    "referrals:end_agreement": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.agreement.pk]),
    "referrals:suspend_agreement": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.agreement.pk]),
    "referrals:lost_cover": Row(get=only(*EVERY_DESK)),
    # --- the directory for other systems: open to all
    "hsds:root": Row(get=public()),
    "hsds:services": Row(get=public()),
    "hsds:service": Row(get=public(), args=lambda w: [w.service.uid]),
    "hsds:service_at_locations": Row(get=public()),
    "hsds:service_at_location": Row(get=public(), args=lambda w: [w.tie.uid]),
    "hsds:organizations": Row(get=public()),
    "hsds:organization": Row(get=public(), args=lambda w: [w.partner.uid]),
    "hsds:taxonomies": Row(get=public()),
    "hsds:taxonomy": Row(get=public(), args=lambda w: [w.term.taxonomy.uid]),
    "hsds:taxonomy_terms": Row(get=public()),
    "hsds:taxonomy_term": Row(get=public(), args=lambda w: [w.term.uid]),
    # --- referrals: one is with the partner and not yet answered, one is a draft
    "referrals:outgoing": Row(get=only(*EVERY_DESK)),
    "referrals:to_chase": Row(get=only(*EVERY_DESK)),
    "referrals:chase": form_of(lambda w: w.referral.code),
    "referrals:silent_partners": Row(get=only("supervisor")),
    "referrals:to_answer": Row(get=only(*PARTNERS)),
    "referrals:in_progress": Row(get=only(*PARTNERS)),
    "referrals:waiting": Row(get=only(*PARTNERS)),
    "referrals:done": Row(get=only(*PARTNERS)),
    "referrals:referral": Row(get=seen_by(*DESK, "partner"), args=lambda w: [w.referral.code]),
    "referrals:refer": form_of(case_of),
    "referrals:refer_several": form_of(case_of),
    "referrals:signposts": Row(get=only(*EVERY_DESK)),
    "referrals:signposted": Row(get=seen_by(*DESK), args=lambda w: [w.signpost.code]),
    "referrals:signpost": form_of(lambda w: w.service.pk, who=lambda ok: only(*EVERY_DESK, ok=ok)),
    "referrals:redirect": form_of(lambda w: w.service.pk, who=lambda ok: only(*EVERY_DESK, ok=ok)),
    "referrals:slip": Row(get=seen_by(*DESK), args=lambda w: [w.referral.code]),
    "referrals:letter": Row(get=seen_by(*DESK), args=lambda w: [w.referral.code]),
    "referrals:copy": Row(get=seen_by(*DESK), args=lambda w: [w.referral.code]),
    "referrals:prepare": form_of(lambda w: w.draft.code),
    "referrals:reroute": form_of(lambda w: w.referral.code),
    "referrals:withdraw_consent": form_of(lambda w: w.referral.consent_id),
    "referrals:withdraw_everything": form_of(client_of, lambda w: w.partner.pk),
    "referrals:attach_paper": form_of(lambda w: w.signed.pk),
    "referrals:paper": Row(get=seen_by(*DESK), args=lambda w: [w.on_paper.pk]),
    "referrals:consent_texts": Row(get=ADMIN, post=ADMIN_FORM),
    "referrals:packet": Row(get=seen_by(*DESK, "partner"), args=lambda w: [w.referral.code, 1]),
    "referrals:amend": form_of(lambda w: w.referral.code),
    "referrals:acknowledge": act(PARTNER_SIDE, ok=302),
    "referrals:accept": act(PARTNER_SIDE, ok=302),
    "referrals:waitlist": act(PARTNER_SIDE, ok=302),
    "referrals:request_information": act(PARTNER_SIDE, ok=302),
    "referrals:decline": act(PARTNER_SIDE, ok=302),
    "referrals:start": act(PARTNER_SIDE, ok=409),
    "referrals:complete": act(PARTNER_SIDE, ok=409),
    "referrals:not_deliver": act(PARTNER_SIDE, ok=409),
    "referrals:answer": act(DESK, ok=409),
    "referrals:confirm": act(DESK, ok=409),
    "referrals:dispute": act(DESK, ok=409),
    "referrals:withdraw": act(DESK, ok=302),
    "referrals:enter_in_error": act(DESK, ok=302),
    "referrals:discard": act(DESK, ok=302, unseen=True, thing="draft"),
    # --- whom others send to the centre
    "referrals:incoming": Row(get=only(*EVERY_DESK)),
    "referrals:log_incoming": Row(get=only(*EVERY_DESK), post=only(*EVERY_DESK, ok=422)),
    "referrals:referred_in": Row(get=only(*PARTNERS)),
    "referrals:refer_in": Row(get=only(*PARTNERS), post=only(*PARTNERS, ok=422)),
    "referrals:incoming_one": Row(get=seen_by(*DESK, "partner"), args=incoming_of),
    "referrals:acknowledge_incoming": of_incoming(302),
    "referrals:ask_sender": of_incoming(302),
    "referrals:accept_incoming": of_incoming(302),
    "referrals:decline_incoming": of_incoming(302),
    "referrals:close_incoming": of_incoming(409),
    "referrals:answer_incoming": of_incoming(409, partner=409),
    # --- the partner's own desk
    "referrals:allot": Row(
        get=partners_own(200), post=partners_own(302), args=lambda w: [w.referral.code]
    ),
    "referrals:make_appointment": Row(
        get=partners_own(200), post=partners_own(422), args=accepted_of
    ),
    "referrals:change_appointment": Row(
        get=partners_own(200), post=partners_own(422), args=appointment_of
    ),
    "referrals:keep_appointment": Row(post=partners_own(409), args=appointment_of),
    "referrals:miss_appointment": Row(post=partners_own(409), args=appointment_of),
    "referrals:cancel_appointment": Row(post=partners_own(302), args=appointment_of),
    "referrals:our_figures": Row(get=only(*PARTNERS)),
    "referrals:our_figures_csv": Row(get=only(*PARTNERS)),
    "referrals:calendar": Row(get=seen_by(*DESK, "partner"), args=appointment_of),
    # --- the first run is over
    "setup": Row(get=public(404), post=public(404)),
}
