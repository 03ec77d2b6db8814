"""The text of files, read by a process apart: limits, crashes, twice."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from imap.library import actions, sandbox, tasks
from imap.library.actions import file as reading
from imap.library.models import FilePage, PublicationFile
from tests.library import factories as shelve
from tests.library.documents import WORD, docx, pdf
from tests.library.test_uploads import picture

State = PublicationFile.TextState


@pytest.fixture
def file(world):
    row = shelve.PublicationFactory(regional_map=world.mtm)
    return shelve.PublicationFileFactory(publication=row, content=pdf("The first page", "The second page"))


def test_a_pdf_is_read_page_by_page_and_gets_a_cover(file):
    assert actions.read_file(file.pk) == State.READ
    assert list(file.texts.values_list("number", "text")) == [(1, "The first page"), (2, "The second page")]
    file.refresh_from_db()
    assert (file.text_state, file.text_note) == (State.READ, "")
    with file.cover.open() as cover:
        assert cover.read()[8:12] == b"WEBP"


def test_reading_twice_comes_to_the_same_and_leaves_one_cover(file, django_capture_on_commit_callbacks):
    covers = []
    for _each in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.read_file_text(file.pk)
        covers.append(PublicationFile.objects.get().cover.name)
    assert FilePage.objects.count() == 2
    assert not default_storage.exists(covers[0])
    assert default_storage.exists(covers[1])


def test_a_word_file_is_read_without_its_markup(world):
    row = shelve.PublicationFactory(regional_map=world.mtm)
    file = shelve.PublicationFileFactory(
        publication=row, name="a.docx", content=docx("One &amp; two", "three")
    )
    assert actions.read_file(file.pk) == State.READ
    assert file.texts.get().text == "One & two three"


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("a.pdf", lambda: pdf(" "), "no_text"),
        ("a.png", picture, "no_reader"),
        ("a.pdf", lambda: pdf("words")[:300], "crash"),
        ("a.docx", lambda: b"PK no zip", "crash"),
        ("a.docx", lambda: entities(), "crash"),
    ],
)
def test_what_cannot_be_read_is_kept_without_text_and_with_a_note(name, content, note, world):
    row = shelve.PublicationFactory(regional_map=world.mtm)
    file = shelve.PublicationFileFactory(publication=row, name=name, content=content())
    assert actions.read_file(file.pk) == State.WITHOUT
    file.refresh_from_db()
    assert (file.text_note, file.search, file.texts.count()) == (note, None, 0)
    assert default_storage.exists(file.file.name)


def entities() -> bytes:
    """A billion laughs."""
    import io
    import zipfile

    out = io.BytesIO(docx("words"))
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    body = f'<!DOCTYPE w [{laughs}]><w:document xmlns:w="{WORD}"><w:p><w:t>&a8;</w:t></w:p></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", before.read("[Content_Types].xml"))
        packed.writestr("word/document.xml", body)
    return made.getvalue()


def test_a_picture_is_its_own_cover(world):
    row = shelve.PublicationFactory(regional_map=world.mtm)
    file = shelve.read(shelve.PublicationFileFactory(publication=row, name="a.png", content=picture()))
    assert file.cover


def apart_that(tmp_path: Path, monkeypatch, job: str) -> None:
    """A process under the same limits that does something else than reading."""
    made = tmp_path / "apart"
    made.mkdir()
    for each in sandbox.APART.glob("*.py"):
        (made / each.name).write_text(each.read_text())
    (made / "reading.py").write_text(f"def read(path, ending, folder):\n{job}\n")
    monkeypatch.setattr(sandbox, "APART", made)


@pytest.mark.parametrize(
    ("job", "note"),
    [
        ("    kept = [bytearray(64 * 1024 * 1024) for _ in range(100)]", "memory"),
        ("    import os; os.abort()", "crash"),
        ("    import os; os.kill(os.getpid(), 24)", "time"),
        ("    import time; time.sleep(30)", "time"),
        ("    raise ValueError('no')", "crash"),
        ("    (folder / 'big').write_bytes(bytes(300 * 1024 * 1024))", "crash"),
        ("    import os; return {'texts': [' '.join(os.environ)], 'note': ''}", ""),
    ],
)
def test_a_reader_that_breaks_its_limits_leaves_the_file_without_text(job, note, file, tmp_path, monkeypatch):
    apart_that(tmp_path, monkeypatch, job)
    monkeypatch.setitem(sandbox.TIME, "read", 4)
    actions.read_file(file.pk)
    file.refresh_from_db()
    assert file.text_note == note
    assert (file.text_state == State.WITHOUT) == bool(note)
    assert not file.texts.filter(text__contains="SECRET_KEY").exists()
    assert not file.texts.filter(text__contains="DATABASE_URL").exists()


def test_the_limits_hold_before_the_file_is_opened(tmp_path, monkeypatch, file):
    apart_that(
        tmp_path, monkeypatch, "    import resource as r\n"
        "    return {'texts': [str([r.getrlimit(x)[0] for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)])], 'note': ''}",
    )  # fmt: skip
    actions.read_file(file.pk)
    assert file.texts.get().text == "[1073741824, 120, 0]"


def test_no_folder_is_left_behind(file, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    actions.read_file(file.pk)
    assert [each for each in os.listdir(tmp_path) if each.startswith("library-")] == []


def test_more_words_than_a_vector_holds_are_indexed_in_part(world, monkeypatch):
    row = shelve.PublicationFactory(regional_map=world.mtm)
    file = shelve.PublicationFileFactory(publication=row)
    pages = [" ".join(f"w{page}x{n}zzzzzzzz" for n in range(2500)) for page in range(40)]
    monkeypatch.setattr(sandbox, "run", lambda *args: {"texts": pages, "note": ""})
    assert actions.read_file(file.pk) == State.READ
    assert PublicationFile.objects.filter(search__isnull=False).count() == 1
    assert FilePage.objects.count() == 40


def test_what_was_replaced_while_it_was_read_keeps_nothing_of_the_former(file, monkeypatch):
    def replaced(*args):
        PublicationFile.objects.filter(pk=file.pk).update(checksum="0" * 64)
        return {"texts": ["the former"], "note": ""}

    monkeypatch.setattr(reading.sandbox, "run", replaced)
    assert actions.read_file(file.pk) == ""
    assert not FilePage.objects.exists()


def test_a_file_that_is_gone_is_no_failure(file):
    default_storage.delete(file.file.name)
    assert actions.read_file(file.pk) == State.WITHOUT
    file.refresh_from_db()
    assert file.text_note == "gone"
    pk = file.pk
    file.delete()
    assert tasks.read_file_text(pk) == ""


def test_what_the_broker_lost_is_handed_on_by_the_clock(file, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    assert tasks.read_waiting() == 0
    PublicationFile.objects.update(added_at=timezone.now() - timedelta(hours=1))
    assert tasks.read_waiting() == 1
    assert PublicationFile.objects.get().text_state == State.READ
    assert tasks.read_waiting() == 0


def test_a_file_and_its_cover_leave_the_disk_with_it(file, django_capture_on_commit_callbacks):
    shelve.read(file)
    names = [file.file.name, file.cover.name]
    with django_capture_on_commit_callbacks(execute=True):
        file.publication.delete()
    assert not any(map(default_storage.exists, names))
