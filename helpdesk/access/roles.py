"""What each role may do: the one table verb × role. Where it may do so is guardian's (sight.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone is at a place: the first four at a centre, the last two at a partner."""

    OFFICER = "officer", _("Desk officer")
    SUPERVISOR = "supervisor", _("Supervisor")
    DPO = "dpo", _("Data protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")
    PARTNER = "partner", _("Partner worker")
    LEAD = "lead", _("Partner's lead")


# The standing grant that makes someone hold the role, on a centre or on a partner.
GRANTS = {
    Role.OFFICER: "access.serve_centre",
    Role.SUPERVISOR: "access.oversee_centre",
    Role.DPO: "access.protect_centre",
    Role.ADMINISTRATOR: "access.administer_centre",
    Role.PARTNER: "services.staff_partner",
    Role.LEAD: "services.lead_partner",
}
ROLE_OF = {grant.split(".")[1]: role for role, grant in GRANTS.items()}
CENTRE_ROLES = {Role.OFFICER, Role.SUPERVISOR, Role.DPO, Role.ADMINISTRATOR}
REACHES_BELOW = {Role.SUPERVISOR, Role.DPO, Role.ADMINISTRATOR}  # officers serve one centre

DESK = {Role.OFFICER, Role.SUPERVISOR}
PARTNER = {Role.PARTNER, Role.LEAD}

VERBS = {
    # the desk
    "register": DESK,
    "change": DESK,
    "add_journey": DESK,
    "add_fee": DESK,
    "move_on": DESK,
    "draw_up_plan": DESK,
    "add_goal": DESK,
    "add_step": DESK,
    "review_plan": DESK,
    "add_skill": DESK,
    "add_prospects": DESK,
    "correct": DESK,
    "merge": DESK,
    "undo_merge": DESK,
    "differ": DESK,
    "open_at_counter": DESK,
    "ask_access": DESK,
    "grant_access": DESK,
    "refuse_access": DESK,
    "open": DESK,
    "take": DESK,
    "assign": DESK,
    "note": DESK,
    "add_task": DESK,
    "finish": DESK,
    "add_need": DESK,
    "meet": DESK,
    "add_person": DESK,
    "choose_journey": DESK,
    "close": DESK,
    "summarise": DESK,
    "reopen": DESK,
    "answer_review": DESK,
    "add_party": DESK,
    "remove_party": DESK,
    "change_party": DESK,
    "merge_party": DESK,
    "undo_merge_party": DESK,
    "add_claim": DESK,
    "change_claim": DESK,
    "receive": DESK,
    "take_back_receipt": DESK,
    "settle": DESK,
    "add_deadline": DESK,
    "meet_deadline": DESK,
    "assess": DESK,
    "screen": DESK,
    "restrict": DESK,
    "share": DESK,
    "unshare": DESK,
    "break_glass": DESK,
    "log": DESK,
    "add_file": DESK,
    "change_file": DESK,
    "replace_file": DESK,
    "remove_file": DESK,
    "give_help": DESK,
    "tie": DESK,
    "appoint": DESK,
    "hold_session": DESK,
    "enrol": DESK,
    "release": DESK,
    "make_tag": DESK,
    "tag": DESK,
    "untag": DESK,
    "snooze": DESK,
    "wake": DESK,
    "share_filter": DESK,
    "record_consent": DESK,
    "withdraw_consent": DESK,
    "refuse_consent": DESK,
    "attach_paper": DESK,
    "amend": DESK,
    "draft": DESK,
    "send": DESK,
    "discard": DESK,
    "answer": DESK,
    "withdraw": DESK,
    "confirm": DESK,
    "dispute": DESK,
    "enter_in_error": DESK,
    "reroute": DESK,
    "chase": DESK,
    "log_incoming": DESK,
    "acknowledge_incoming": DESK,
    "accept_incoming": DESK,
    "ask_sender": DESK,
    "decline_incoming": DESK,
    "close_incoming": DESK,
    "tie_incoming": DESK,
    "propose_handover": DESK,
    "accept_handover": DESK,
    "decline_handover": DESK,
    "withdraw_handover": DESK,
    "end_overlap": DESK,
    "signpost": DESK,
    "redirect": DESK,
    "import_register": DESK,
    "export": DESK,
    # the partner
    "acknowledge": PARTNER,
    "accept": PARTNER,
    "waitlist": PARTNER,
    "request_information": PARTNER,
    "decline": PARTNER,
    "start": PARTNER,
    "complete": PARTNER,
    "not_deliver": PARTNER,
    "offer": PARTNER,
    "verify": PARTNER,
    "keep_contacts": {Role.LEAD},
    "allot": PARTNER,
    "make_appointment": PARTNER,
    "change_appointment": PARTNER,
    "keep_appointment": PARTNER,
    "miss_appointment": PARTNER,
    "cancel_appointment": PARTNER,
    "refer_in": PARTNER,
    "answer_incoming": DESK | PARTNER,
    "see_own_figures": PARTNER,
    "administer_staff": {Role.LEAD},
    # the supervisor
    "see_figures": {Role.SUPERVISOR},
    "make_report": {Role.SUPERVISOR},
    "publish_figures": {Role.SUPERVISOR, Role.ADMINISTRATOR},
    "set_thresholds": {Role.SUPERVISOR},
    "draw_review": {Role.SUPERVISOR},
    "judge_case": {Role.SUPERVISOR},
    "retire": {Role.SUPERVISOR},
    "override_consent": {Role.SUPERVISOR},
    "lift_restriction": {Role.SUPERVISOR},
    "review_break_glass": {Role.SUPERVISOR, Role.DPO},
    "unshare_filter": {Role.SUPERVISOR},
    # both sides of an agreement
    "see_agreements": {Role.SUPERVISOR, Role.ADMINISTRATOR, *PARTNER},
    "open_scan": {*DESK, Role.ADMINISTRATOR, Role.LEAD},
    # the data protection officer
    "read_trail": {Role.DPO},
    "leave_checkpoint": {Role.DPO},
    # the administrator
    "administer": {Role.ADMINISTRATOR},
    "keep_spellings": {Role.ADMINISTRATOR},
    "keep_deadline_rules": {Role.ADMINISTRATOR},
}
