"""Papers and words behind a consent: the signed sheet, and the texts that are read out."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import begin_history, record, record_read
from helpdesk.core.clock import today
from helpdesk.core.files import checked_paper
from helpdesk.core.files.sniffing import MEDIA_TYPES, sniffed
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock
from helpdesk.jobs.models import SealedFile

from ..models import Consent, ConsentText
from ..reading_out import check_places


@transaction.atomic
def attach_paper(consent, *, by, content: bytes):
    """Keep the signed sheet with the consent, sealed under the client's key; once."""
    demand(by, "attach_paper", consent)
    client = consent.client
    consent = lock(consent)
    consent.client = client
    if consent.how != Consent.How.SIGNED:
        raise Refused(_("Only an answer that was signed has a paper."))
    if consent.evidence_id:
        raise Refused(_("The paper is already here. It is not replaced."))
    paper = checked_paper(content, field="paper")
    consent.evidence = SealedFile.keep_with(consent.data_key, paper.content)
    consent.save(update_fields=["evidence"])
    record("attached_paper", consent, by=by, partner=consent.partner_id)
    return consent


def open_paper(consent, *, by):
    """The signed sheet: (its pieces, type, file name), after the reading was recorded."""
    record_read("opened_paper", consent, by=by, partner=consent.partner_id)
    file = SealedFile.objects.select_related("data_key").get(pk=consent.evidence_id)
    ending = sniffed(file.piece(0), "")
    return file.contents(), MEDIA_TYPES[ending], f"{consent.code}-{consent.pk}.{ending}"


@transaction.atomic
def add_consent_text(*, by, language, purpose, text, valid_from):
    """A new version of what is read out; the earlier ones stay, for those who heard them."""
    demand(by, "administer")
    if valid_from < today():
        raise Refused(_("A text is read out from today on, or later."), field="valid_from")
    check_places(text)
    same = ConsentText.objects.filter(language=language, purpose=purpose)
    last = same.aggregate(last=models.Max("version"))["last"] or 0
    added = ConsentText(
        language=language,
        purpose=purpose,
        version=last + 1,
        text=text,
        valid_from=valid_from,
        by=by,
    )
    added.save()
    record("added_consent_text", added, by=by, version=added.version)
    return added


@transaction.atomic
def begin_history_of_texts(*, by):
    """The texts that came with the software have their first history row. Safe to run twice.

    Once only: a text that turns up later without history was slipped in, and the trail says so.
    """
    came = ConsentText.objects.filter(by=None).order_by("id")
    if came.exists() and not ConsentText.history.filter(by=None).exists():
        begin_history(texts := list(came))
        record("began_history", ConsentText, by=by, texts=len(texts))
