"""Feedback as a page: the class for the teacher, a page for each pupil; the key of a published example."""

import re
from html import unescape

from lernmi.teaching.marking import ClassMarks, mark
from lernmi.teaching.published import PublishedExercise
from lernmi.teaching.worksheets import Conventions, worksheets
from lernmi.web.worksheets.feedback import feedback_page
from lernmi.web.worksheets.key import key_page


def text_of(page: str) -> str:
    """What a page says, without its tags."""
    return unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL))


def test_each_pupil_has_a_page_and_the_class_comes_first() -> None:
    ada, eve = worksheets("mazur", ["Ada", "Eve <&> O"], conventions=Conventions(comma=True, language="de"))
    answers = {item.number: f"{item.result:.4g}" for item in eve.items}
    answers[14] = f"{-eve.items[13].result:.4g}"
    marks = ClassMarks([mark(ada, {}), mark(eve, answers)], ["line 7: there is <no> code."])
    page = feedback_page(marks)
    assert page.count("<section") == 3 and '<html lang="de">' in page and "<no>" not in page
    text = " ".join(text_of(page).split())
    assert "Für die Lehrkraft" in text and "line 7: there is <no> code." in text
    assert "Eve <&> O · Rückmeldung" in text and "36 von 37 Punkten" in text and "0 von 37 Punkten" in text
    assert "Das Vorzeichen der Abweichung ist verkehrt" in text
    assert answers[14].replace("-", "−").replace(".", ",") in text
    assert page.count('aria-label="keine Antwort"') == 37 and page.count('aria-label="nicht richtig"') == 1
    assert not re.search(r"https?://|<script", page)


def test_one_sheet_alone_has_no_page_of_the_class() -> None:
    exercise = worksheets("not")[0]
    page = feedback_page(ClassMarks([mark(exercise, {1: "0.5"})], []))
    assert page.count("<section") == 1 and exercise.code in page
    assert feedback_page(ClassMarks([], ["line 1: there is no code."])).count("<section") == 1


def test_the_key_of_a_published_example_shows_both_numbers_and_why() -> None:
    text = " ".join(text_of(key_page([PublishedExercise("macleod")])).split())
    assert "0.002406 0.002654 The new output weight, 0.272392, is taken for the hidden error" in text
    assert "0.272392 0.272326 Right, but rounded on the way." in text
    rounded = " ".join(text_of(key_page([PublishedExercise("han-kamber")])).split())
    assert "source are right; where the last digits differ, it rounded on the way." in rounded
    both = [PublishedExercise("hmkcode", pupil=name) for name in ("Ada", "Ben")]
    right = " ".join(text_of(key_page(both)).split())
    assert right.count("All figures of the source are right.") == 1 and "2 Ben" in right
