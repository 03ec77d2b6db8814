"""From the invitation to the seat in a real browser: the secretariat invites Frontex, which names a delegate; she opens her link."""

import re
import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.browser.test_axe import violations

DESK = "/workspace/meetings/demonstration-expert-meeting/"
NAME, ADDRESS = "Elin Västerby-Norr", "e.vasterby@demonstration.example.org"
TOKEN = f"""
from meetings.models import PersonalLink
print(PersonalLink.objects.valid().get(delegate__email="{ADDRESS}").token)
"""


def link_in_the_letter(env: dict[str, str]) -> str:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", TOKEN]
    found = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return found.stdout.split()[-1]


def without_faults(page: Page) -> None:
    assert violations(page) == []


def invite_frontex(page: Page) -> None:
    page.goto(f"{DESK}?lang=en")
    expect(page.get_by_role("heading", name="Invitations and delegates")).to_be_visible()
    without_faults(page)
    page.get_by_role("link", name="Invite", exact=True).click()
    page.get_by_label("Frontex").check()
    page.get_by_label("Places for each").fill("2")
    page.get_by_label("Answer by").fill(
        page.evaluate("new Date(Date.now() + 9e8).toISOString().slice(0, 10)")
    )
    page.get_by_label("Message: English").fill("Please come.")
    page.get_by_role("button", name="Prepare the invitations").click()
    page.get_by_role("link", name="Look through and send").click()
    expect(page.get_by_text("Please come.")).to_be_visible()
    page.get_by_role("button", name="Send the invitations").click()
    expect(page.get_by_text("on its way").or_(page.get_by_text("on their way"))).to_be_visible()


def name_a_delegate(page: Page) -> None:
    page.goto("/workspace/?lang=en")
    page.get_by_role("link", name="Name your delegates to a meeting, or decline").click()
    expect(page.get_by_text("Please come.")).to_be_visible()
    page.get_by_role("link", name="Name a delegate").click()
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Function").fill("Liaison officer")
    page.get_by_label("E-mail address").fill("not an address")
    page.get_by_role("button", name="Name the delegate").click()
    assert "/name/" in page.url  # the browser itself holds an address that is none
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("Language of letters").select_option("fr")
    page.get_by_role("button", name="Name the delegate").click()
    expect(page.get_by_text(f"{NAME} is named. The secretariat confirms.")).to_be_visible()
    without_faults(page)


def confirm(page: Page) -> None:
    page.goto(f"{DESK}?lang=en")
    page.get_by_role("checkbox", name=re.compile(NAME)).check()
    page.get_by_role("button", name="Confirm those who are ticked").click()
    expect(page.get_by_text("1 delegate is confirmed.")).to_be_visible()
    page.goto(f"/workspace/outbox/?person={ADDRESS}")
    expect(page.get_by_text("Votre place est confirmée").first).to_be_visible()


def test_from_the_invitation_to_the_seat_and_back(signed_in, open_browser, server_env):
    staff, agency = signed_in("secretariat"), signed_in("frontex")
    invite_frontex(staff)
    name_a_delegate(agency)
    confirm(staff)
    token = link_in_the_letter(server_env)
    delegate = open_browser(viewport={"width": 390, "height": 844}, locale="fr").new_page()
    path = f"/fr/meetings/personal-link/{token}/"
    asked = []
    delegate.on("request", lambda request: asked.append(request.headers.get("referer", "")))
    delegate.goto(path)
    expect(delegate.get_by_role("heading", name="Ordre du jour")).to_be_visible()
    without_faults(delegate)
    assert delegate.evaluate("document.documentElement.scrollWidth <= innerWidth")
    delegate.get_by_label("Besoins alimentaires").fill("végétarien")
    delegate.get_by_label("Masquer mes coordonnées aux autres participants").check()
    delegate.get_by_role("button", name="Enregistrer").click()
    expect(delegate.get_by_text("Enregistré.")).to_be_visible()
    expect(delegate.get_by_label("Besoins alimentaires")).to_have_value("végétarien")
    delegate.get_by_role("link", name="Je ne peux pas venir").click()
    delegate.get_by_role("button", name="Céder mon siège").click()
    expect(delegate.get_by_role("heading", name="Merci de nous avoir prévenus")).to_be_visible()
    assert not any(token in address for address in asked)
    delegate.goto(path)
    expect(delegate.get_by_role("heading", name="Ce lien n’est plus valable")).to_be_visible()
    without_faults(delegate)
    agency.reload()
    expect(agency.get_by_role("heading", name="No longer coming")).to_be_visible()


def test_focal_points_find_their_work_in_their_language(signed_in):
    page = signed_in("focal.mar")
    page.goto("/workspace/?lang=ar")
    page.get_by_role("link", name="صحّحوا ما تسأل عنه الأمانة بشأن مندوب").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator(".delegates .badge-final").first).to_be_visible()
    without_faults(page)
    page = signed_in("focal.sen")
    page.goto("/workspace/?lang=fr")
    page.get_by_role("link", name="Désignez vos délégués à une réunion, ou déclinez").click()
    page.get_by_role("link", name="Décliner avec remerciements").click()
    expect(page.get_by_label("Un mot au secrétariat")).to_be_visible()
    without_faults(page)
