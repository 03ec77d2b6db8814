"""XLSForm workbooks: refused whole with each error's row, or imported with what is not carried over in words."""

import io
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from profiles.collection.models import Choice, Questionnaire
from profiles.collection.xlsform import Refused, plan_of
from tests.collection.factories import workbook

HEAD = ["type", "name", "label::English (en)", "label::العربية (ar)", "relevant", "constraint"]


def survey(*rows):
    return [HEAD, *rows]


CHOICES = [["list_name", "name", "label::English (en)", "label::العربية (ar)", "region"], ["yn", "y", "Yes", "نعم", "n"], ["yn", "n", "No", "لا", "s"]]  # fmt: skip
GOOD = {
    "survey": survey(
        ["begin_group", "g", "Part", "جزء"],
        ["select_one yn", "has", "Is there a law?", "هل يوجد قانون؟"],
        ["text", "which", "Which?", "أي قانون؟", "${has} = ‘y’"],
        ["integer", "n", "How many?", "كم؟", "", ". >= 0"],
        ["end_group"],
        ["begin_repeat", "r", "Law"],
        ["text", "title", "Title"],
        ["end_repeat"],
    ),
    "choices": CHOICES,
    "settings": [["form_title"], ["Laws"]],
}


@pytest.mark.parametrize(
    ("sheets", "row", "said"),
    [
        ({"choices": CHOICES}, 0, "no sheet named"),
        ({"survey": [HEAD]}, 0, "no rows below its head"),
        ({"survey": [["name", "label"], ["a", "A"]]}, 1, "no column named “type”"),
        ({"survey": [["type", "label"], ["text", "A"]]}, 1, "no column named “name”"),
        ({"survey": survey(["select_one yn", "a", "A"]), "choices": [["list_name", "label"], ["yn", "Yes"]]}, 1, "no column named “name”"),
        ({"survey": [["type", "name", "label::Englsh"], ["text", "a", "A"]]}, 1, "“Englsh” is no language"),
        ({"survey": [["type", "name", "label::Español"], ["text", "a", "A"]]}, 2, "no words in Arabic, English or French"),
        ({"survey": [["type", "name", "label::English (en)", "label::English"], ["text", "a", "A", "B"]]}, 1, "the same language"),
        ({"survey": [["type", "name", "label", "label"], ["text", "a", "A", "B"]]}, 1, "stands in the sheet twice"),
        ({"survey": survey(["text", "a", "A"]), "settings": [["default_language"], ["Martian"]]}, 2, "“Martian” is no language"),
        ({"survey": survey(["select_one", "a", "A"]), "choices": CHOICES}, 2, "names no list of choices"),
        ({"survey": survey(["select_multiple yn", "a", "A"]), "choices": [*CHOICES, ["yn", "not y", "Perhaps"]]}, 4, "has a space in it"),
        ({"survey": survey(["text", "a", "Hello ${zz}"])}, 2, "name ${zz}, which is no question"),
        ({"survey": survey(["text", "a", "A", "", "${a} = 'x'"])}, 2, "a circle: a, a."),
        ({"survey": survey(["text", "c", "C"], ["text", "a", "A", "", "${b} = 'x'"], ["text", "b", "B", "", "${a} = 'x'"])}, 4, "a circle: a, b, a."),
        ({"survey": survey(["begin_group", "g", "G", "", "${a} = 'x'"], ["text", "a", "A"], ["end_group"])}, 2, "a circle: a, a."),
        ({"survey": survey(["text", "a", "A"], ["text", "a", "B"])}, 3, "is the name of row 2 already"),
        ({"survey": survey([], ["texte", "a", "A"])}, 3, "no type of XLSForm"),
        ({"survey": survey(["text", "a", "A", "", "${b} ="], ["text", "b", "B"])}, 2, "ends too early"),
        ({"survey": survey(["text", "a", "A", "", "${zz} = 1"])}, 2, "asks for ${zz}"),
        ({"survey": survey(["text", "a", "A", "", "", "foo(.)"])}, 2, "no function foo()"),
        ({"survey": survey(["select_one nolist", "a", "A"])}, 2, "no list of choices named"),
        ({"survey": survey(["text", "", "A"])}, 2, "has no name"),
        ({"survey": survey(["text", "1a", "A"])}, 2, "is no name"),
        ({"survey": survey(["text", "a"])}, 2, "no words in any language"),
        ({"survey": survey(["begin_group", "g", "G"], ["text", "a", "A"])}, 2, "never ended"),
        ({"survey": survey(["text", "a", "A"], ["end_group"])}, 3, "ends nothing"),
        ({"survey": survey(["begin_group", "g", "G"], ["text", "a", "A"], ["end_repeat"])}, 4, "does not end what row 2"),
        ({"survey": survey(["select_one yn", "a", "A"]), "choices": [*CHOICES, ["yn", "y", "Yes"]]}, 4, "in the list yn already"),
    ],
)  # fmt: skip
def test_a_workbook_with_an_error_is_refused_with_its_row(sheets, row, said):
    with pytest.raises(Refused) as refused:
        plan_of(workbook(**sheets))
    assert any(fault.row == row and said in fault.message for fault in refused.value.faults), str(
        refused.value
    )


def test_every_error_of_a_row_is_told():
    rows = survey(["text", "a", "A"], ["texte", "a", "B", "", "${zz} ="], ["text", "c", "C", "", "${b} = 1"])
    with pytest.raises(Refused) as refused:
        plan_of(workbook(survey=rows))
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [
        (3, "type"), (3, "name"), (3, "relevant"), (4, "relevant"),
    ]  # fmt: skip


def test_every_error_is_told_at_once():
    rows = survey(["texte", "a", "A"], ["text", "b", "B", "", "("], ["text", "b", "B"])
    with pytest.raises(Refused) as refused:
        plan_of(workbook(survey=rows))
    assert [fault.row for fault in refused.value.faults] == [2, 3, 4]


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(Refused, match="no Excel workbook"):
        plan_of(content)


def damaged(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        info = packed.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    return content[:start] + b"\xff" * 40 + content[start + 40 :]


ODD = {
    "a date as a head": workbook(
        survey=[["type", "name", "label", date(2026, 1, 1)], ["text", "a", "A", "x"]]
    ),
    "a column too deep": workbook(
        survey=[["type", "name", "label", "label::en::x"], ["text", "a", "A", "B"]]
    ),
    "a damaged file": damaged(workbook(**GOOD)),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_an_odd_workbook_is_refused_in_words(content):
    with pytest.raises(Refused, match="cannot be read as an XLSForm"):
        plan_of(content)


def test_what_two_questions_accept_may_rest_on_each_other():
    """What an answer has to be hides nothing: it is no circle."""
    rows = survey(["integer", "a", "A", "", "", ". < ${b}"], ["integer", "b", "B", "", "", ". > ${a}"])
    assert plan_of(workbook(survey=rows)).asked == 2


def test_a_language_is_known_by_its_name_in_several():
    rows = [
        ["type", "name", "label::Portugais", "label::الفرنسية", "label::English"],
        ["text", "a", "P", "F", "E"],
    ]
    assert plan_of(workbook(survey=rows)).workbook.languages == ["pt", "fr", "en"]


def test_required_under_a_condition_is_listed():
    plan = plan_of(
        workbook(
            survey=[
                ["type", "name", "label", "required"],
                ["text", "a", "A", "${a} = 1"],
                ["text", "b", "B", "yes"],
            ]
        )
    )
    assert [(left.row, left.column) for left in plan.left] == [(2, "required")]
    assert [question.is_required for question in plan.questions] == [False, True]


def test_a_csv_under_another_name_is_refused():
    with pytest.raises(Refused, match="no Excel workbook"):
        plan_of(b"type,name,label\ntext,a,A\n", "questions.xlsx")


def test_what_cannot_be_carried_over_is_listed_question_by_question():
    rows = survey(["start", "s"], ["calculate", "lucky"], ["text", "a", "Hello ${lucky}", "", "${lucky} > 0"])
    rows[0] = [*HEAD, "calculation"]
    rows[2] = ["calculate", "lucky", "", "", "", "", "random()"]
    plan = plan_of(workbook(survey=rows))
    assert [(left.row, left.column, left.name) for left in plan.left] == [
        (2, "type", "s"), (3, "calculation", "lucky"), (4, "relevant", "a"), (4, "label", "a"),
    ]  # fmt: skip
    assert [question.code for question in plan.questions] == ["a"]


@pytest.mark.django_db
def test_a_workbook_becomes_a_draft_in_its_languages(world, tmp_path, capsys):
    path = tmp_path / "laws.xlsx"
    path.write_bytes(workbook(**GOOD))
    call_command("import_xlsform", str(path), map="mtm", pillar="I")
    made = Questionnaire.objects.get()
    assert (made.code, made.version, made.state, made.title_en) == ("laws", 1, "draft", "Laws")
    assert [q.code for q in made.questions.all()] == ["has", "which", "n", "title"]
    which = made.questions.get(code="which")
    assert (which.label_ar, which.relevant, which.group.code) == ("أي قانون؟", "${has} = ‘y’", "g")
    assert made.questions.get(code="title").group.is_repeated
    assert Choice.objects.get(code="y").label_ar == "نعم"
    assert Choice.objects.get(code="y").columns == {"region": "n"}
    call_command("import_xlsform", str(path), map="mtm", pillar="I")
    assert Questionnaire.objects.get(version=2).questions.count() == 4


@pytest.mark.django_db
def test_a_rehearsal_writes_nothing(world, tmp_path, capsys):
    path = tmp_path / "laws.xlsx"
    path.write_bytes(workbook(**GOOD))
    call_command("import_xlsform", str(path), dry_run=True)
    said = capsys.readouterr().out
    assert "questions: 4, of which asked: 4" in said
    assert "Nothing was written" in said
    assert not Questionnaire.objects.exists()


@pytest.mark.django_db
def test_the_command_tells_each_error_and_imports_nothing(world, tmp_path):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(workbook(survey=survey(["texte", "a", "A"], ["text", "b", "B", "", "("])))
    with pytest.raises(CommandError, match="row 2") as refused:
        call_command("import_xlsform", str(path))
    assert "row 3" in str(refused.value)
    assert not Questionnaire.objects.exists()
