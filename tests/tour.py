"""`python -m tests.tour` (make tour): the main job, walked through in a browser as five people.

On a database and at a date of its own. Every step is pictured into docs/tour/; the walk fails with
the first step that does, and ends with `verify_audit`.
"""

import base64
import os
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import expect, sync_playwright

from tests.browser import QUIET, chromium
from tests.servers import ROOT, free_port

DATE = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # a Tuesday morning in Kathmandu
PASSWORD = "walk-in-welcome"
PICTURES = ROOT / "docs" / "tour"
PATIENCE = 120  # seconds for the desk to open


class Tour:
    """Five people at one desk, each in a browser of their own."""

    def __init__(self, browser, address):
        self.browser, self.address, self.number = browser, address, 0
        self.pages = {}

    def as_(self, who, *, width=1280, language="en-GB"):
        """That person's page, logged in at first."""
        key = (who, width, language)
        if key not in self.pages:
            context = self.browser.new_context(
                base_url=self.address,
                viewport={"width": width, "height": 740 if width < 600 else 860},
                locale=language,
                reduced_motion="reduce",
            )
            if language == "ar":
                context.add_cookies(
                    [{"name": "django_language", "value": "ar", "url": self.address}]
                )
            self.pages[key] = page = context.new_page()
            page.goto("/")
            if not self.number:
                self.picture(page, "log-in")
            page.locator("input[name=login]").fill(f"{who}@demo.test")
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("input[name=password]").press("Enter")
            expect(page.locator("input[name=password]")).to_have_count(0)
        return self.pages[key]

    def picture(self, page, name, *, whole=True):
        """Keep how the page looks now."""
        self.number += 1
        expect(page.locator("h1")).to_have_count(1)
        page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        page.screenshot(path=PICTURES / f"{self.number:02}-{name}.png", full_page=whole)
        print(f"  {self.number:02} {name}", flush=True)  # noqa: T201

    def walk(self):
        """The main job: registered, referred, answered, confirmed, overseen, proved."""
        case_path, client_path = self.register()
        referral_path = self.refer(case_path)
        self.answer(referral_path)
        self.confirm(referral_path)
        self.oversee()
        self.prove(client_path)
        self.elsewhere(client_path)

    def register(self):
        """The officer looks, finds nobody, registers a client and opens her case."""
        page = self.as_("officer")
        self.picture(page, "my-work", whole=False)
        page.get_by_placeholder("Name, code, phone or document").fill("माया")
        page.get_by_placeholder("Name, code, phone or document").press("Enter")
        expect(page.get_by_role("link", name="Maya Kumari Tamang").first).to_be_visible()
        self.picture(page, "search")
        page.goto("/clients/register/")
        page.get_by_label("Name", exact=True).fill("Sabina Rai")
        page.get_by_label("Woman").check()
        page.get_by_label("Return", exact=True).check()
        page.get_by_label("What do they need?").fill("Wages for June to October were never paid")
        page.get_by_label("Category").select_option("B1")
        page.get_by_label("Urgency").select_option("high")
        page.get_by_text("Phone, and whether it is safe to call").click()
        page.get_by_label("Phone", exact=True).fill("+977 984 1552 871")
        page.locator("summary", has_text="Journey").first.click()
        page.get_by_label("To", exact=True).select_option("QA")
        self.picture(page, "register")
        page.get_by_role("button", name="Save and open case").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Wages")
        case_path = page.url.removeprefix(self.address)
        page.get_by_label("Quick note").fill("Brought her contract and five payslips.")
        page.get_by_role("button", name="Save note").click()
        expect(page.get_by_text("Brought her contract and five payslips.")).to_be_visible()
        self.picture(page, "case")
        page.get_by_role("link", name="Sabina Rai").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Sabina Rai")
        self.picture(page, "client")
        return case_path, page.url.removeprefix(self.address)

    def refer(self, case_path):
        """Who can help and why, what they will see, her yes, and off it goes."""
        page = self.as_("officer")
        page.goto(case_path)
        page.get_by_role("link", name="Refer", exact=True).first.click()
        page.get_by_label("Kind of help").select_option("legal")
        page.get_by_label("Why, and what was already done").fill(
            "Five months unpaid, KWD 540. We wrote to the employer on 10 November; he offers 250."
            " Please advise before 4 December."
        )
        page.get_by_role("button", name="Show who can help").click()
        page.get_by_text("Himal Law Clinic").first.click()
        self.picture(page, "candidates")
        page.get_by_role("button", name="Go on to the packet").click()
        page.get_by_label("Spoken, to me").check()
        page.get_by_label("The client heard what goes to").check()
        self.picture(page, "packet")
        page.get_by_role("button", name="Send to Himal Law Clinic").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text("Sent", exact=True).first).to_be_visible()
        self.picture(page, "sent")
        return page.url.removeprefix(self.address)

    def answer(self, referral_path):
        """The partner worker accepts and reports; she sees the packet and nothing else."""
        page = self.as_("partner")
        self.picture(page, "to-answer")
        page.goto(referral_path)
        expect(page.get_by_text("Sabina Rai").first).to_be_visible()
        self.picture(page, "partner")
        page.get_by_role("button", name="Accept").click()
        page.goto(referral_path)
        page.get_by_label("What was the result?").select_option("full")
        page.get_by_label("What was delivered").fill("Settled: the employer paid KWD 520.")
        self.picture(page, "report")
        page.get_by_role("button", name="Report outcome").click()
        page.goto(referral_path)
        self.picture(page, "reported")

    def confirm(self, referral_path):
        """The officer is told, asks Sabina, and closes."""
        page = self.as_("officer")
        page.goto("/notices/")
        self.picture(page, "notices", whole=False)
        page.goto(referral_path)
        close = page.get_by_role("button", name="Confirm and close")
        asked = page.locator("form", has=close)
        answers = {"said_by": "client", "reached": "yes", "helped": "fully", "satisfied": "yes"}
        for name, value in answers.items():
            asked.locator(f"[name={name}]").select_option(value)
        close.click()
        page.goto(referral_path)
        expect(page.get_by_text("Closed").first).to_be_visible()
        self.picture(page, "closed")

    def oversee(self):
        """The supervisor sees what needs action and moves a case to someone with time."""
        page = self.as_("supervisor")
        page.goto("/figures/")
        self.picture(page, "figures")
        page.get_by_role("link", name="Reassign").first.click()
        self.picture(page, "reassign")

    def prove(self, client_path):
        """The data protection officer reads the trail, checks it, and sees who saw Sabina."""
        page = self.as_("dpo")
        page.goto("/trail/")
        page.get_by_role("button", name="Leave a checkpoint").click()
        self.picture(page, "trail", whole=False)
        page.get_by_role("button", name="Verify now").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Whole and unchanged")
        self.picture(page, "verified", whole=False)
        page.goto(f"{client_path}history/")
        self.picture(page, "who-saw-her")

    def elsewhere(self, client_path):
        """The same desk on a phone, and from right to left."""
        self.picture(self.as_("officer", width=360), "phone", whole=False)
        page = self.as_("officer", language="ar")
        page.goto(client_path)
        self.picture(page, "arabic")


@contextmanager
def desk(folder: Path):
    """The demo country in a folder of its own, served at DATE; yields (address, environment)."""
    port = free_port()
    (folder / "clock").write_text(str((DATE - datetime.now(UTC)).total_seconds()))
    keys = {name: _key() for name in ("SECRET_KEY", "INDEX_KEY", "CHECKPOINT_KEY")}
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")},
        **keys,
        "SECRET_KEY": _key() + _key(),
        "VAULT_KEYS": f"1:{_key()}",
        "ENV_FILE": "none",
        "VAR_DIR": str(folder),
        "CLOCK_FILE": str(folder / "clock"),
        "CHECKPOINT_DIR": str(folder / "checkpoints"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DEMO_PASSWORD": PASSWORD,
    }
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "prepare", "--demo"], cwd=ROOT, env=environment, check=True)
    address = f"http://127.0.0.1:{port}"
    serving = subprocess.Popen([*manage, "serve"], cwd=ROOT, env=environment)
    try:
        _wait_for(f"{address}/healthz", serving)
        yield address, environment
    finally:
        serving.terminate()
        serving.wait()


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _wait_for(url, serving):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and serving.poll() is None:
        try:
            with urlopen(url, timeout=2):
                return
        except URLError:
            time.sleep(0.2)
    raise SystemExit("The desk did not open.")


def main():
    """Walk, picture, verify."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="helpdesk-tour-") as folder:
        with desk(Path(folder)) as (address, environment), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
            Tour(browser, address).walk()
            browser.close()
        command = [sys.executable, "manage.py", "verify_audit"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
