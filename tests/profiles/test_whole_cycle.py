"""From a draft to readers, by the pages that people use: an agency asks for a change, a state endorses, readers get mail."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actions import admit
from accounts.models import Letter
from profiles.actions import begin_edition, follow
from profiles.actions.validation import mark_of
from profiles.models import Edition, Validation
from tests import factories as make
from tests.profiles.test_admin_edition import address, page_of, sent_back


@pytest.fixture
def profile(world, cast):
    """Morocco's restricted profile, published in 2012; a reader follows it."""
    profile = make.published_profile(
        "saffron", regional_map=world.mtm, pillar=world.irregular, country=make.CountryFactory(iso3="MAR")
    )
    template = profile.editions.get().sections.get(code="part-1").template
    template.validated_by.add(cast["unhcr"].organisation)
    follow(profile=profile, by=cast["reader_nga"])
    return profile


def at(name, *args):
    return reverse(f"workspace:{name}", args=args)


@pytest.fixture
def translator(world, cast):
    cast["translator_fr"] = make.UserFactory(email="translator.fr@example.org")
    admit(user=cast["translator_fr"], role="translator_fr", over=world.mtm, by=None)
    return cast["translator_fr"]


def test_the_whole_cycle(client_of, cast, profile, translator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        secretariat, agency, state = (client_of(who) for who in ("secretariat", "unhcr", "focal_mar"))
        draft = begin_edition(profile=profile, label="2013", as_of=date(2013, 6, 30), by=cast["secretariat"])

        # The secretariat writes, and sends it for validation.
        page = page_of(secretariat.get(address(draft)))
        text = {"sections-0-body_ar": "<p>saffron ar 1 وأرقام 2013 [1]</p>", "_continue": "1"}
        assert secretariat.post(address(draft), sent_back(page, **text)).status_code == 302
        assert (
            secretariat.post(
                at("step", draft.pk, "send_for_validation"), {"due_on": "2099-01-01"}
            ).status_code
            == 302
        )

        # The agency sees its section and asks for a change.
        row = Validation.objects.get(section__edition=draft)
        assert at("validations") in agency.get(reverse("workspace")).content.decode() or str(row.pk)
        asked = {
            "verdict": "change",
            "mark": mark_of(row.section),
            "language": "en",
            "remark": "Say which month.",
        }
        agency.post(at("validation_act", row.pk, "verdict"), asked)
        assert Letter.objects.filter(kind="verdict_given", user=cast["secretariat"]).count() == 1

        # The secretariat changes the text and resolves the remark; the agency is asked again and confirms.
        page = page_of(secretariat.get(address(draft)))
        text = {"sections-0-body_ar": "<p>saffron ar 1 وأرقام حزيران/يونيو 2013 [1]</p>", "_continue": "1"}
        secretariat.post(address(draft), sent_back(page, **text))
        secretariat.post(reverse("workspace:remark_act", args=[row.remarks.get().pk, "resolve"]))
        assert Letter.objects.filter(kind="validation_again", user=cast["unhcr"]).count() == 1
        row = Validation.objects.get(pk=row.pk)
        confirmed = {"verdict": "confirmed", "mark": mark_of(row.section), "language": "en"}
        agency.post(at("validation_act", row.pk, "verdict"), confirmed)

        # The state reads the whole and endorses it.
        assert Letter.objects.filter(kind="endorsement_asked", user=cast["focal_mar"]).exists()
        assert "حزيران/يونيو 2013" in state.get(at("endorse", draft.pk)).content.decode()
        read = page_of(state.get(at("endorse", draft.pk))).select_one("[name=mark]")["value"]
        state.post(at("endorse", draft.pk), {"endorse": "1", "note": "", "mark": read})

        # Translators are told what changed since, and bring it into step.
        secretariat.post(at("step", draft.pk, "start_translation"), {"note": ""})
        assert Letter.objects.filter(kind="translation_asked", user=translator).count() == 1
        translated = client_of("translator_fr")
        assert (
            "Translate 1 text into French"
            in translated.get(reverse("workspace") + "?lang=en").content.decode()
        )
        for language, text in (
            ("fr", "<p>saffron fr, juin 2013 [1]</p>"),
            ("en", "<p>saffron, June 2013 [1]</p>"),
        ):
            browser = translated if language == "fr" else secretariat
            place = reverse("translations:section", args=[row.section_id, language])
            form = page_of(browser.get(place)).select_one("#translation")
            given = {name: form.select_one(f"[name={name}]")["value"] for name in ("version", "seen")}
            assert browser.post(place, {**given, "text": text, "finish": "1"}).status_code == 302

        # Ready, published.
        for step in ("make_ready", "publish"):
            answer = secretariat.post(at("step", draft.pk, step), {"note": ""})
            assert answer.status_code == 302, (step, page_of(answer).select(".missing"))

    draft.refresh_from_db()
    assert (draft.state, draft.standing) == (Edition.State.PUBLISHED, Edition.Standing.FINAL)
    profile.refresh_from_db()
    assert profile.update_due > date.today()
    assert list(profile.editions.order_by("number").values_list("state", flat=True)) == [
        "superseded",
        "published",
    ]
    assert (
        "وأرقام حزيران"
        in client_of("reader_nga").get(f"/ar{profile.get_absolute_url()[3:]}").content.decode()
    )
    assert any("reader.nga@example.org" in message.to for message in mail.outbox)
    told = [entry.words for entry in secretariat.get(at("desk", draft.pk)).context["history"]]
    for words in (
        "secretariat published it.", "focal.mar endorsed it.", "secretariat sent it for validation.",
        "unhcr gave the verdict of Organisation UNHCR on “Heading part-1”: change needed.",
        "unhcr gave the verdict of Organisation UNHCR on “Heading part-1”: confirmed.",
        "secretariat resolved a remark of unhcr.",
    ):  # fmt: skip
        assert words in told
    assert any(
        words.startswith("secretariat changed the text of “Heading part-1” in Arabic") for words in told
    )
