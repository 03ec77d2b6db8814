"""A published edition never changes; the database holds it."""

from datetime import date
from importlib import import_module
from threading import Thread

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from imap.core.translation import columns
from profiles.actions import (
    AlreadyFilled,
    NotAllowed,
    NotReady,
    begin_edition,
    fill_head,
    fill_language,
    publish,
    withdraw,
)
from profiles.models import Citation, Edition, Section, SectionTemplate, Source
from tests import factories as make


def refuses(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_one_published_edition_a_profile(public):
    second = make.EditionFactory(profile=public, number=2)
    refuses(
        lambda: Edition.objects.filter(pk=second.pk).update(state="published", published_on=date(2013, 1, 1))
    )
    assert public.editions.current().get() != second


def test_texts_labels_and_sources_of_a_published_edition_stay(public):
    edition = public.editions.current().get()
    section = edition.sections.first()
    refuses(lambda: Section.objects.filter(pk=section.pk).update(body_en="<p>other</p>"))
    refuses(lambda: Edition.objects.filter(pk=edition.pk).update(label="2013"))
    refuses(lambda: Edition.objects.filter(pk=edition.pk).update(state="draft"))
    refuses(lambda: Citation.objects.filter(section=section).update(number=9))
    refuses(lambda: Citation.objects.filter(section=section).delete())
    refuses(lambda: section.delete())
    refuses(lambda: edition.delete())
    refuses(lambda: Section.objects.create(edition=edition, template=make.SectionTemplateFactory()))
    assert edition.sections.get(pk=section.pk).body_en == section.body_en


def test_an_empty_language_is_filled_once(world):
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development)
    edition = make.EditionFactory(profile=profile)
    make.write_sections(edition, "daylight", sections=1)
    Section.objects.filter(edition=edition).update(body_ar="")
    publish(edition=edition, by=None, override="For the test.")
    assert Edition.objects.get(pk=edition.pk).languages == ["en", "fr"]
    section = edition.sections.get()
    fill_language(section=section, language="ar", body="<p>نص</p><script>x</script>", by=None)
    assert edition.sections.get().body_ar == "<p>نص</p>"
    assert Edition.objects.get(pk=edition.pk).languages == ["ar", "en", "fr"]
    refuses(lambda: Section.objects.filter(pk=section.pk).update(body_ar="<p>آخر</p>"))
    stale = Section(pk=section.pk, edition=edition, template=section.template)  # loaded before it was filled
    with pytest.raises(AlreadyFilled):
        fill_language(section=stale, language="ar", body="<p>آخر</p>", by=None)


@pytest.mark.parametrize("field", ["summary", "change_note"])
def test_an_empty_language_of_the_head_is_filled_once(public, field):
    edition = Edition.objects.filter(profile=public)
    edition.update(**{f"{field}_ar": "جديد"})
    refuses(lambda: edition.update(**{f"{field}_ar": "آخر"}))
    refuses(lambda: edition.update(**{f"{field}_ar": ""}))
    assert getattr(edition.get(), f"{field}_ar") == "جديد"
    fill_head(edition=edition.get(), field=field, language="fr", text=" nouveau\n", by=None)
    with pytest.raises(AlreadyFilled):
        fill_head(edition=edition.get(), field=field, language="fr", text="autre", by=None)
    assert getattr(edition.get(), f"{field}_fr") == "nouveau"


def test_a_note_that_was_there_is_english_and_so_is_its_past(public):
    notes = import_module("profiles.migrations.0007_change_note_in_three_languages")
    tables = ("profiles_edition", "profiles_editionevent")
    with connection.cursor() as cursor, pgtrigger.ignore():
        for table in tables:
            cursor.execute(f"UPDATE {table} SET change_note = 'Two sections more.'")
        for statement in notes.MOVE:
            cursor.execute(statement)
    assert public.editions.get().change_note_en == "Two sections more."
    assert set(Edition.pgh_event_model.objects.values_list("change_note_en", flat=True)) == {
        "Two sections more."
    }


def test_a_correction_is_a_new_edition_that_supersedes(public):
    draft = begin_edition(profile=public, label="2013", as_of=date(2013, 6, 30), by=None)
    assert [section.body_en for section in draft.sections.all()] == [
        section.body_en for section in public.editions.current().get().sections.all()
    ]
    assert draft.summary_en == "daylight summary"
    publish(edition=draft, by=None, override="For the test.")
    assert list(public.editions.order_by("number").values_list("state", flat=True)) == [
        "superseded",
        "published",
    ]


def test_publishing_names_what_is_missing(world):
    empty = begin_edition(
        profile=make.ProfileFactory(regional_map=world.mtm, pillar=world.development),
        label="2012", as_of=date(2012, 6, 30), by=None,
    )  # fmt: skip
    with pytest.raises(NotReady, match="No section has a text yet"):
        publish(edition=empty, by=None, override="For the test.")
    make.write_sections(empty, "beyond [7]", sections=1)
    with pytest.raises(NotReady, match=r"cites source \[7\]"):
        publish(edition=empty, by=None, override="For the test.")


def test_a_source_keeps_its_number_when_an_earlier_one_is_taken_out(public):
    draft = begin_edition(profile=public, label="2013", as_of=date(2013, 6, 30), by=None)
    section = draft.sections.order_by("order")[0]
    section.citations.update(number=2)
    with pytest.raises(NotReady, match=r"cites source \[1\], but has \[2\]"):
        publish(edition=draft, by=None, override="For the test.")
    Section.objects.filter(pk=section.pk).update(
        body_ar="<p>[2]</p>", body_en="<p>[2]</p>", body_fr="<p>[2]</p>"
    )
    assert publish(edition=draft, by=None, override="For the test.").state == Edition.State.PUBLISHED


def test_a_withdrawn_edition_is_no_longer_read(public, cast):
    from django.contrib.auth.models import AnonymousUser

    edition = public.editions.current().get()
    with pytest.raises(NotReady, match="Write the reason"):
        withdraw(edition=edition, by=cast["secretariat"], reason=" ")
    withdraw(edition=edition, by=cast["secretariat"], reason="The state asked for it.")
    assert not Edition.objects.visible_to(AnonymousUser()).contains(edition)
    with pytest.raises(NotAllowed, match="withdrawn"):
        publish(edition=edition, by=cast["secretariat"])


def reword(template, heading, **more):
    """In the admin, long after."""
    SectionTemplate.objects.filter(pk=template.pk).update(
        **dict.fromkeys(columns("heading"), heading), **more
    )


def test_headings_and_sources_stay_as_they_were_on_the_day_of_issue(public, client):
    edition = public.editions.current().get()
    section = edition.sections.order_by("order")[0]
    citation = section.citations.get()
    heading, title = str(section.shown_heading), citation.source.title
    reword(section.template, heading="Another heading", order=99, code="another")
    Source.objects.filter(pk=citation.source_id).update(
        title="Another title", url="https://example.org/moved"
    )
    page = client.get(public.get_absolute_url()).content.decode()
    assert heading in page
    assert title in page
    assert "Another" not in page
    told = client.get(f"/api/v1/editions/{edition.pk}/").json()["sections"][0]
    assert told["heading"]["en"] == heading
    assert told["citations"][0]["title"] == title
    refuses(lambda: Section.objects.filter(pk=section.pk).update(heading_en="Another heading"))
    refuses(lambda: Citation.objects.filter(pk=citation.pk).update(title="Another title"))


def test_a_draft_shows_headings_and_sources_as_they_are_now(public):
    draft = begin_edition(profile=public, label="2013", as_of=date(2013, 6, 30), by=None)
    section = draft.sections.order_by("order")[0]
    reword(section.template, heading="Another heading")
    Source.objects.filter(pk=section.citations.get().source_id).update(title="Another title")
    section = draft.sections.get(pk=section.pk)
    assert str(section.shown_heading) == "Another heading"
    assert section.citations.get().as_cited.title == "Another title"


def test_a_withdrawn_edition_never_comes_back(public, cast):
    edition = public.editions.current().get()
    withdraw(edition=edition, by=None, reason="For the test.")
    refuses(lambda: Edition.objects.filter(pk=edition.pk).update(state="superseded"))
    refuses(lambda: Edition.objects.filter(pk=edition.pk).update(state="published"))
    with pytest.raises(NotAllowed):
        withdraw(edition=edition, by=cast["secretariat"], reason="For the test.")


def test_the_order_of_sections_is_that_of_the_day_of_issue(public):
    draft = begin_edition(profile=public, label="2013", as_of=date(2013, 6, 30), by=None)
    first, second = draft.sections.order_by("order")
    SectionTemplate.objects.filter(pk=first.template_id).update(order=9)
    publish(edition=draft, by=None, override="For the test.")
    assert list(draft.sections.order_by("order").values_list("pk", flat=True)) == [second.pk, first.pk]


@pytest.mark.django_db(transaction=True)
def test_what_is_being_written_is_not_published_unchecked(public):
    """An editor's save has begun when the edition is published: the publisher waits and sees what was saved."""
    draft = begin_edition(profile=public, label="2013", as_of=date(2013, 6, 30), by=None)
    outcome = []

    def publish_meanwhile():
        try:
            publish(edition=Edition.objects.get(pk=draft.pk), by=None, override="For the test.")
        except NotReady as refusal:
            outcome.append(str(refusal))
        finally:
            connection.close()

    with transaction.atomic():
        Section.objects.filter(edition=draft).update(body_en="<p>late [9]</p>")
        publisher = Thread(target=publish_meanwhile)
        publisher.start()
        publisher.join(0.5)
        assert publisher.is_alive()
    publisher.join(10)
    assert "[9]" in outcome[0]
    assert Edition.objects.get(pk=draft.pk).is_draft
