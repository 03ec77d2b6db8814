"""Who meets which page of a round, and what is told to the others: nothing."""

import io
import json
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from profiles.collection.models import Answer, Attachment, Submission
from profiles.models import Edition
from tests import factories as make
from tests.collection import factories as ask
from tests.collection.test_answer import save

pytestmark = pytest.mark.django_db
SECRET = "marmalade"
MOST_OF_LIST = 14  # queries, however many rounds


def post(client, name, *args, **data):
    return client.post(reverse(f"collection:{name}", args=args), data)


ANSWERING = ["submission", "part", "submit", "print", "workbook"]
DECIDING = ["review", "difference", "print"]


@pytest.mark.parametrize(
    ("who", "answering", "deciding"),
    [
        ("anonymous", 302, 302),
        ("focal_mar", 200, 403),
        ("colleague", 200, 403),
        ("stranger", 404, 404),
        ("secretariat", 403, 200),
        ("prague", 404, 404),
        ("reader_nga", 404, 404),
        ("unhcr", 404, 404),
        ("translator_ar", 404, 404),
        ("nobody", 404, 404),
    ],
)
def test_a_submission_is_seen_by_its_state_and_its_secretariat(
    who, answering, deciding, asked, focal, browser
):
    save(asked, "has_law", "yes", by=focal)
    save(asked, "which_law", SECRET, by=focal)
    for name in {*ANSWERING, *DECIDING}:
        args = [asked.submission.pk, 1] if name == "part" else [asked.submission.pk]
        answer = browser(who).get(reverse(f"collection:{name}", args=args))
        expected = {deciding if name in DECIDING else answering}
        if name == "print":
            expected = {min(answering, deciding)}
        if name == "submission" and who == "secretariat":
            expected = {302}
        assert answer.status_code in expected, f"{who} at {name}"
        if answer.status_code != 200:
            assert SECRET.encode() not in answer.content


def test_lists_show_only_ones_own(asked, browser):
    assert (
        str(asked.round.title_en).encode() in browser("focal_mar").get("/workspace/answers/?lang=en").content
    )
    for who in ("stranger", "reader_nga", "prague"):
        assert b"Round 2026" not in browser(who).get("/workspace/answers/?lang=en").content
    assert browser("focal_mar").get("/workspace/rounds/").status_code == 403
    assert b"Round 2026" not in browser("prague").get("/workspace/rounds/?lang=en").content
    assert b"Round 2026" in browser("secretariat").get("/workspace/rounds/?lang=en").content


def test_a_round_that_is_not_open_does_not_exist_for_its_states(asked, browser):
    asked.round.opened_at = None
    asked.round.save()
    assert browser("focal_mar").get(asked.submission.get_absolute_url()).status_code == 404


def test_who_lacks_the_second_factor_answers_nothing(asked, browser, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    answer = browser("focal_mar").get(asked.submission.get_absolute_url())
    assert answer.status_code == 302
    assert "/accounts/" in answer["Location"]


@pytest.mark.parametrize("who", ["stranger", "secretariat", "prague", "nobody"])
def test_nobody_else_writes(who, asked, browser):
    key, question = asked.submission.pk, asked.q["which_law"].pk
    data = {"question": question, "entry": 0, f"q-{question}-0": "x", f"v-{question}-0": "0"}
    assert post(browser(who), "save", key, **data).status_code in (403, 404)
    assert post(browser(who), "submit", key).status_code in (403, 404)
    assert post(browser(who), "part", key, 1, **data).status_code in (403, 404)
    assert not Answer.objects.exists()


def test_saving_as_one_types_answers_409_with_both_texts(asked, focal, browser):
    question = asked.q["rate"].pk
    send = lambda text, version, **more: post(  # noqa: E731
        browser("focal_mar"), "save", asked.submission.pk, question=question, entry=0,
        **{f"q-{question}-0": text, f"v-{question}-0": version, **more},
    )  # fmt: skip
    assert send("12,5", "0").json()["version"] == 1
    conflict = send("13", "0")
    assert conflict.status_code == 409
    assert conflict.json()["conflict"]["words"] == "12,5"
    assert send("13", "1").json()["version"] == 2
    asking = send("1,234", "2").json()
    assert [exact for exact, _shown in asking["readings"]] == ["1234", "1.234"]
    assert asking["fault"]
    assert send("1,234", "3", **{f"e-{question}-0": "1234"}).json()["fault"] == ""
    assert Answer.objects.get().value == "1234"


def test_without_scripts_a_part_is_saved_as_a_whole_and_conflicts_are_shown(asked, colleague, browser):
    law, rate = asked.q["which_law"].pk, asked.q["rate"].pk
    save(asked, "which_law", "theirs", by=colleague)
    answer = post(
        browser("focal_mar"), "part", asked.submission.pk, 1,
        **{f"q-{law}-0": "mine", f"v-{law}-0": "0", f"q-{rate}-0": "5", f"v-{rate}-0": "0"},
    )  # fmt: skip
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "mine" in page
    assert "theirs" in page
    assert Answer.objects.get(question=law).value == "theirs"
    assert Answer.objects.get(question=rate).value == "5"


def test_a_transition_that_is_not_allowed_is_409_and_says_the_state_and_who_can(asked, focal, browser):
    Submission.objects.update(state="submitted", submitted_at="2026-11-25T00:00Z")
    question = asked.q["rate"].pk
    data = {f"q-{question}-0": "5", f"v-{question}-0": "0"}
    answer = browser("focal_mar").post(f"/workspace/answers/{asked.submission.pk}/part/1/?lang=en", data)
    assert answer.status_code == 409
    assert b"with the secretariat" in answer.content
    Submission.objects.update(state="in_progress")
    answer = browser("secretariat").post(
        f"/workspace/answers/{asked.submission.pk}/review/decide/?lang=en", {"accept": "1"}
    )
    assert answer.status_code == 409
    assert b"in progress" in answer.content
    answer = browser("secretariat").post(f"/workspace/answers/{asked.submission.pk}/compile/?lang=en")
    assert answer.status_code == 409
    assert b"once the secretariat has accepted it" in answer.content


def office(name, inside):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(inside, "<x/>")
    return SimpleUploadedFile(name, out.getvalue())


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.mark.parametrize(
    ("upload", "taken"),
    [
        (SimpleUploadedFile("law.pdf", PDF), True),
        (office("law.docx", "word/document.xml"), True),
        (SimpleUploadedFile("data.csv", "année;عدد\n".encode()), True),
        (SimpleUploadedFile("law.pdf", b"MZ\x90\x00"), False),
        (SimpleUploadedFile("law.exe", PDF), False),
        (SimpleUploadedFile("page.html", b"<script>"), False),
        (SimpleUploadedFile("law.docx", PDF), False),
        (office("law.docx", "evil.txt"), False),
        (SimpleUploadedFile("data.csv", b"\xff\xfe\x00\x01"), False),
        (SimpleUploadedFile("law.pdf", b""), False),
        (SimpleUploadedFile("law.pdf", PDF + b"x" * 2000), False),
    ],
)
def test_attachments_are_limited_and_checked_by_content(upload, taken, asked, browser, settings, tmp_path):
    settings.MEDIA_ROOT, settings.UPLOAD_MAX_BYTES = tmp_path, 1500
    name = f"{asked.q['papers'].pk}-0"
    post(browser("focal_mar"), "part", asked.submission.pk, 1, **{f"v-{name}": "0", f"f-{name}": upload})
    assert Attachment.objects.count() == taken


def test_an_attachment_is_downloaded_by_those_who_see_the_submission_alone(
    asked, browser, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    name = f"{asked.q['papers'].pk}-0"
    upload = SimpleUploadedFile("law.pdf", PDF + SECRET.encode())
    post(browser("focal_mar"), "part", asked.submission.pk, 1, **{f"v-{name}": "0", f"f-{name}": upload})
    file = Attachment.objects.get()
    address = reverse("collection:attachment", args=[asked.submission.pk, file.pk])
    answer = browser("secretariat").get(address)
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).endswith(SECRET.encode())
    for who in ("stranger", "prague", "reader_nga", "nobody"):
        assert browser(who).get(address).status_code == 404
    remove = reverse("collection:attachment_remove", args=[asked.submission.pk, file.pk])
    assert browser("secretariat").post(remove).status_code == 403
    assert browser("colleague").post(remove).status_code == 302
    assert not Attachment.objects.exists()


def test_colleagues_say_who_works_on_a_part(asked, browser):
    key = asked.submission.pk
    post(browser("focal_mar"), "take", key, 1)
    assert b"focal.mar" in browser("colleague").get(f"/workspace/answers/{key}/").content
    post(browser("colleague"), "take", key, 1)
    assert asked.submission.shares.get().user.email == "second.mar@example.org"
    post(browser("colleague"), "take", key, 1)
    assert not asked.submission.shares.exists()


def test_the_secretariats_journey_from_round_to_draft(world, asked, focal, cast, browser, morocco):

    make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular, country=morocco)
    staff, key = browser("secretariat"), asked.submission.pk
    made = staff.post(
        reverse("collection:round_new") + f"?questionnaire={asked.questionnaire.pk}",
        {"title_en": "Next", "period": "2026", "due_on": "2028-01-31", "countries": [morocco.pk]},
    )
    assert made.status_code == 302
    assert staff.post(made["Location"] + "open/").status_code == 302
    save(asked, "has_law", "yes", by=focal)
    save(asked, "which_law", "قانون", by=focal)
    assert post(browser("focal_mar"), "submit", key).status_code == 302
    law = Answer.objects.get(question=asked.q["which_law"])
    post(
        staff,
        "decide",
        key,
        **{f"verdict-{law.pk}": "change_asked", f"remark-{law.pk}": "Year?", "return": "1"},
    )
    assert Submission.objects.get(pk=key).state == "returned"
    assert b"Year?" in browser("focal_mar").get(f"/workspace/answers/{key}/part/1/").content
    save(asked, "which_law", "قانون 2003", by=focal)
    post(browser("focal_mar"), "submit", key)
    post(staff, "decide", key, accept="1")
    assert post(staff, "compile", key).status_code == 302
    assert "2003" in staff.get(f"/workspace/answers/{key}/difference/").content.decode()
    draft = Edition.objects.get()
    page = staff.get(reverse("admin:profiles_edition_change", args=[draft.pk])).content.decode()
    assert "answers-beside" in page
    assert "قانون 2003" in page


def test_pages_before_submitting_know_the_parts_of_what_waits_in_the_browser(asked, focal, browser):
    save(asked, "has_law", "no", by=focal)
    for name in ("submission", "submit"):
        page = browser("focal_mar").get(reverse(f"collection:{name}", args=[asked.submission.pk]))
        found = BeautifulSoup(page.content, "html.parser")
        config = json.loads(found.find(id="waiting-config").string)
        assert f"{asked.q['which_law'].pk}-0" in config["parts"][0]["items"]
        assert found.select_one("script[src*='collect/waiting']")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_a_state_costs_the_same_with_one_round_and_with_three(
    number, asked, focal, morocco, browser, django_assert_max_num_queries
):
    save(asked, "has_law", "yes", by=focal)
    for _ in range(number - 1):
        ask.SubmissionFactory(round=ask.RoundFactory(questionnaire=asked.questionnaire), country=morocco)
    client = browser("focal_mar")
    client.get("/workspace/answers/")
    with django_assert_max_num_queries(MOST_OF_LIST):
        page = client.get("/workspace/answers/").content.decode()
    assert page.count("<meter") == number
    assert 'value="1"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_costs_the_same_with_one_state_and_with_three(
    number, asked, browser, django_assert_max_num_queries
):
    for _ in range(number - 1):
        ask.SubmissionFactory(round=asked.round)
    staff = browser("secretariat")
    with django_assert_max_num_queries(24):
        assert staff.get(f"/workspace/rounds/{asked.round.pk}/").status_code == 200


def test_an_extension_that_lacks_its_reason_keeps_the_day(asked, focal, browser):
    answer = post(browser("focal_mar"), "extension", asked.submission.pk, until="2027-05-01", reason="")
    assert answer.status_code == 400
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("[name=until]")["value"] == "2027-05-01"
    assert page.select_one("[name=reason][aria-invalid=true]")


def test_the_page_of_a_refused_workbook_leads_back_when_it_is_asked_for_again(asked, focal, browser):
    answer = browser("focal_mar").get(reverse("collection:upload", args=[asked.submission.pk]))
    assert answer.url == reverse("collection:submission", args=[asked.submission.pk])
