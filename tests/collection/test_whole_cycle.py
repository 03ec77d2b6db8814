"""From a round to readers: a state answers, the answers are compiled, checked, endorsed, translated and published."""

import pytest
from django.urls import reverse

from accounts.models import Letter
from profiles.actions import mark_of_edition
from profiles.actions.validation import mark_of
from profiles.collection.models import Round, Submission
from profiles.indicators.models import Observation
from profiles.models import Edition, NationalDefinition, Section, Validation
from tests import factories as make
from tests.collection.test_answer import save
from tests.profiles.test_admin_edition import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(world, cast, morocco, asked):
    """Morocco's profile, published in 2012 under the heading that the questionnaire asks about; UNHCR checks it."""
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular, country=morocco)
    template = asked.q["which_law"].template
    template.validated_by.add(cast["unhcr"].organisation)
    edition = make.EditionFactory(profile=profile)
    Section.objects.create(edition=edition, template=template, body_en="<p>Earlier text.</p>")
    make.publish(edition=edition, by=None, override="For the test.")
    return profile


def waiting(client):
    return [task.title for task in client.get("/workspace/?lang=en").context["to_do"]]


def done(client, name, *args, **data):
    answer = client.post(reverse(name, args=args), data)
    assert answer.status_code == 302, (name, answer.status_code)


def translate(client, section, language, text):
    form = page_of(client.get(reverse("translations:section", args=[section, language])))
    given = {name: form.select_one(f"#translation [name={name}]")["value"] for name in ("version", "seen")}
    done(client, "translations:section", section, language, text=text, finish="1", **given)


def answer_all(asked, focal):
    save(asked, "has_law", "yes", by=focal)
    save(asked, "which_law", "القانون 02-03 لعام 2003.", by=focal)
    save(asked, "detections", "١٬٢٣٤", by=focal, definition_note="محاولات العبور")


def the_state_answers(staff, state, asked, focal):
    """The round is opened; the state answers and submits; the secretariat accepts and compiles."""
    done(staff, "collection:round_open", asked.round.pk)
    assert waiting(state) == ["Answer the questionnaire"]
    answer_all(asked, focal)
    done(state, "collection:submit", asked.submission.pk)
    assert any(title.startswith("Read the answers") for title in waiting(staff))
    done(staff, "collection:decide", asked.submission.pk, accept="1")
    done(staff, "collection:compile", asked.submission.pk)
    assert "Finish the draft and send it for validation" in waiting(staff)


def the_agency_confirms(staff, agency, draft):
    """It checks what the state wrote, in the language it wrote in."""
    done(staff, "workspace:step", draft.pk, "send_for_validation", due_on="2099-01-01")
    assert waiting(agency) == ["Give your verdict on 1 section"]
    row = Validation.objects.get(section__edition=draft)
    assert "القانون 02-03" in row.section.source_text
    confirmed = {"verdict": "confirmed", "mark": mark_of(row.section), "language": "ar"}
    done(agency, "workspace:validation_act", row.pk, "verdict", **confirmed)


def the_state_endorses(state, draft):
    assert waiting(state) == ["Endorse it, or return it with remarks"]
    done(state, "workspace:endorse", draft.pk, endorse="1", note="", mark=mark_of_edition(draft))


def it_is_translated_and_published(staff, draft):
    done(staff, "workspace:step", draft.pk, "start_translation", note="")
    section = draft.sections.get().pk
    translate(staff, section, "en", "<p>Law 02-03 of 2003.</p>")
    translate(staff, section, "fr", "<p>Loi 02-03 de 2003.</p>")
    for step in ("make_ready", "publish"):
        done(staff, "workspace:step", draft.pk, step, note="")


def readers_find_it(client, reader, profile):
    page = client.get(profile.get_absolute_url().replace("/ar/", "/en/")).content.decode()
    assert "Law 02-03 of 2003." in page
    assert Observation.objects.visible_to(reader).get().value == 1234
    assert NationalDefinition.objects.visible_to(reader).get().definition_ar == "محاولات العبور"


def test_from_a_round_to_a_published_edition(
    client_of, cast, asked, focal, profile, django_capture_on_commit_callbacks
):
    Round.objects.update(opened_at=None)
    staff, state, agency = (client_of(who) for who in ("secretariat", "focal_mar", "unhcr"))
    with django_capture_on_commit_callbacks(execute=True):
        the_state_answers(staff, state, asked, focal)
        draft = Edition.objects.unissued().get(profile=profile)
        the_agency_confirms(staff, agency, draft)
        the_state_endorses(state, draft)
        it_is_translated_and_published(staff, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.override_reason) == (Edition.State.PUBLISHED, "")
    assert Submission.objects.get().state == Submission.State.ACCEPTED
    readers_find_it(client_of("reader_nga"), cast["reader_nga"], profile)
    kinds = {"round_invitation", "submission_received", "submission_accepted", "endorsement_asked"}
    assert kinds <= set(Letter.objects.values_list("kind", flat=True))
