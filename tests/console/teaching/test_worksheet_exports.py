"""The command worksheet, for other programs: what it saves, and what it refuses."""

from pathlib import Path

from lernmi.teaching.worksheets import Exercise
from tests.support.command_line import lernmi
from tests.support.question_banks import gift_questions


def test_a_class_is_one_quiz_with_pictures(tmp_path: Path) -> None:
    path = tmp_path / "quiz.xml"
    ended = lernmi("worksheet", "and", "--pupils", "2", "--save", str(path))
    assert ended.returncode == 0 and ended.stdout.splitlines()[-1] == f"Saved the pupils' sheets as {path}."
    text = path.read_text("utf-8")
    assert text.count('<question type="cloze">') == text.count('encoding="base64"') == 2


def test_each_pupil_gets_a_notebook_or_a_spreadsheet(tmp_path: Path) -> None:
    for ending in (".ipynb", ".csv"):
        ended = lernmi("worksheet", "not", "--pupils", "2", "--save", str(tmp_path / f"sheet{ending}"))
        paths = sorted(tmp_path.glob(f"sheet-*{ending}"))
        assert len(paths) == 2 and "as 2 files, such as " in ended.stdout
        assert Exercise.from_code(paths[0].stem[len("sheet-"):]).name == "not"


def test_the_quiz_of_a_code_is_that_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "one.gift"
    exercise = Exercise("or", 5, "forward")
    assert lernmi("worksheet", "--code", exercise.code, "--save", str(path)).returncode == 0
    [questions] = gift_questions(path.read_text("utf-8")).values()
    assert [question.answers[0][0] for question in questions] == [
        float(f"{item.result:.6g}") for item in exercise.items]


def test_what_cannot_be_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("code;1;2\n", encoding="utf-8")
    for options, reason in (["--save", "quiz.xml", "--key"], "leave out --key"), (
            ["--save", "answers.csv"], "isn't one that lernmi has saved"), (
            ["--save", "quiz.moodle"], ".html, .txt, .xml, .gift, .ipynb or .csv"), (
            ["--save", "nowhere/quiz.gift"], "there is no folder"):
        path = str(tmp_path / options[1])
        ended = lernmi("worksheet", "not", "--save", path, *options[2:])
        assert ended.returncode == 2 and reason in ended.stderr, ended.stderr
    assert list(tmp_path.iterdir()) == [answers] and answers.read_text("utf-8") == "code;1;2\n"
