"""From the mail to the answer in three clicks: the link, the log-in, Accept."""

import re

from django.core import mail

from helpdesk.notices.tasks import deliver_notices
from tests.make import PASSWORD

from .conftest import fetch


def test_a_worker_answers_in_three_clicks(sent_referral, roshan, browse, settings):
    deliver_notices()
    (letter,) = [m for m in mail.outbox if m.to == [roshan.email]]
    link = re.search(rf"{settings.SITE_URL}(/referrals/\S+)", letter.body)[1]
    browser = browse()
    page = browser.get(link, follow=True)  # 1: the link leads to the log-in
    target = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    said = {"login": roshan.email, "password": PASSWORD, "next": link}
    page = browser.post(target, said, follow=True)  # 2: the log-in leads to the referral
    assert page.request["PATH_INFO"] == link
    text = page.content.decode()
    assert text.index("/accept/") < text.index("What the centre sent you")
    browser.post(f"{link}accept/", {})  # 3: Accept, with nothing to fill in
    assert fetch(sent_referral).status == "accepted"
