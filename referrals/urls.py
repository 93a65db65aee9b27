from django.urls import path

from .forms.acts import BY_VERB
from .forms.incoming_acts import BY_VERB as OF_INCOMING
from .lists import PARTNER
from .models import Signpost
from .views import (
    chasing,
    consents,
    drafts,
    figures,
    incoming,
    lists,
    packets,
    pages,
    paper,
    partner_desk,
    signposting,
    stopping,
    texts,
)

app_name = "referrals"
_TOLD = {"kind": Signpost.Kind.SIGNPOSTING.value}
_SENT_THERE = {"kind": Signpost.Kind.REDIRECTION.value}
urlpatterns = [
    path("", lists.outgoing, name="outgoing"),
    *(
        path(f"{name.replace('_', '-')}/", lists.of_partner, {"name": name}, name=name)
        for name in PARTNER
    ),
    path("chase/", chasing.to_chase, name="to_chase"),
    path("silent-partners/", chasing.silent_partners, name="silent_partners"),
    path("incoming/", incoming.incoming, name="incoming"),
    path("incoming/log/", incoming.log_incoming, name="log_incoming"),
    path("our-figures/", figures.our_figures, name="our_figures"),
    path("our-figures/csv/", figures.our_figures_csv, name="our_figures_csv"),
    path("sent-by-us/", incoming.referred_in, name="referred_in"),
    path("refer-in/", incoming.refer_in, name="refer_in"),
    path("incoming/<str:code>/", incoming.one, name="incoming_one"),
    *(
        path(
            f"incoming/<str:code>/{verb.replace('_', '-')}/",
            incoming.act,
            {"verb": verb},
            name=verb,
        )
        for verb in OF_INCOMING
    ),
    path("refer/<str:case_code>/", drafts.refer, name="refer"),
    path("refer/<str:case_code>/several/", drafts.refer_several, name="refer_several"),
    path("signposts/", signposting.signposts, name="signposts"),
    path("signposts/<str:code>/", signposting.signposted, name="signposted"),
    path("signpost/<int:pk>/", signposting.signpost, _TOLD, name="signpost"),
    path("redirect/<int:pk>/", signposting.signpost, _SENT_THERE, name="redirect"),
    path("consents/<int:pk>/withdraw/", consents.withdraw_consent, name="withdraw_consent"),
    path("lost-cover/", stopping.lost_cover, name="lost_cover"),
    path("agreements/<int:pk>/end/", stopping.end_agreement, name="end_agreement"),
    path("agreements/<int:pk>/suspend/", stopping.suspend_agreement, name="suspend_agreement"),
    path("consents/<int:pk>/attach-paper/", consents.attach_paper, name="attach_paper"),
    path("consents/<int:pk>/paper/", consents.paper, name="paper"),
    path(
        "consents/of/<str:client_code>/<int:pk>/withdraw/",
        consents.withdraw_everything,
        name="withdraw_everything",
    ),
    path("consent-texts/", texts.consent_texts, name="consent_texts"),
    path("<str:code>/packets/<int:number>/", packets.packet, name="packet"),
    path("<str:code>/amend/", packets.amend, name="amend"),
    path("<str:code>/", pages.referral, name="referral"),
    path("<str:code>/chase/", chasing.chase, name="chase"),
    path("<str:code>/prepare/", drafts.prepare, name="prepare"),
    path("<str:code>/reroute/", drafts.reroute, name="reroute"),
    path("<str:code>/allot/", partner_desk.allot, name="allot"),
    path("<str:code>/appointments/make/", partner_desk.make_appointment, name="make_appointment"),
    *(
        path(
            f"<str:code>/appointments/<int:pk>/{verb}/",
            getattr(partner_desk, f"{verb}_appointment"),
            name=f"{verb}_appointment",
        )
        for verb in ("change", "keep", "miss", "cancel")
    ),
    path("<str:code>/appointments/<int:pk>/calendar/", partner_desk.calendar, name="calendar"),
    path("<str:code>/slip/", paper.slip, name="slip"),
    path("<str:code>/letter/", paper.letter, name="letter"),
    path("<str:code>/copy/", paper.copy, name="copy"),
    *(
        path(f"<str:code>/{verb.replace('_', '-')}/", pages.act, {"verb": verb}, name=verb)
        for verb in BY_VERB
    ),
]
