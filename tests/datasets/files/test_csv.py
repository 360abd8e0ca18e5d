"""CSV files as people have them: what is guessed, what can be overridden, and one sentence for each fault."""

import gzip
import random
from pathlib import Path
from typing import Any, Callable, Dict, Union

import pytest

from lernmi import BadInput, LernmiError, UnknownName, datasets
from lernmi.datasets import Dataset

Load = Callable[..., Dataset]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Writes a file, and loads it."""
    def loaded(content: Union[str, bytes], **options: Any) -> Dataset:
        path = tmp_path / "my.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return datasets.load(path, **options)
    return loaded


GERMAN = "länge;breite;art\n" + "".join(f"{1 + row % 7},5;2,{row % 5};{'abc'[row % 3]}\n"
                                        for row in range(30))
GUESSED = "semicolons, decimal comma, header{}; 2 inputs; target: art, 3 classes; 30 rows"


# ---- what is guessed ---------------------------------------------------------------------------------

@pytest.mark.parametrize("encoding, noted", [
    ("utf-8", ""), ("utf-8-sig", ""), ("latin-1", ", Latin-1"), ("utf-16", ", UTF-16"),
    ("utf-16-le", ", UTF-16"), ("utf-16-be", ", UTF-16"), ("utf-32", ", UTF-32")])
def test_encodings(load: Load, encoding: str, noted: str) -> None:
    made = load(GERMAN.encode(encoding))
    assert made.reading == GUESSED.format(noted)
    assert [column.name for column in made.columns] == ["länge", "breite"]
    assert made.rows[0] == [1.5, 2.0, "a"] and made.counts == {"a": 10, "b": 10, "c": 10}


@pytest.mark.parametrize("text, reading", [
    ("a,b,y\n1,2.5,x\n3,4,z\n", "commas, header; 2 inputs; target: y, 2 classes; 2 rows"),
    ("a\tb\ty\n1\t2,5\tx\n3\t4\tz\n", "tabs, decimal comma, header; 2 inputs; target: y, 2 classes; 2 rows"),
    ("1;2.5;x\n3;4;z\n", "semicolons, no header; 2 inputs; target: column 3, 2 classes; 2 rows"),
    ("1,5;2,5;0,5\n1,7;2,6;1\n", "semicolons, decimal comma, no header; 2 inputs; target: column 3, a "
     "number; 2 rows"),
    ("\n\n a , b , y\r\n 1 , 2 , 3.5 \r\n\r\n4,5,6\r\n , ,\r\n\n",
     "commas, header; 2 inputs; target: y, a number; 2 rows"),
    ("a,b,y\r1,2,3\r4,5,6", "commas, header; 2 inputs; target: y, a number; 2 rows"),
    ("out,wind,play\nsunny,weak,no\nrain,weak,yes\nsunny,strong,yes\n",
     "commas, header; 2 inputs, 2 of them categories; target: play, 2 classes; 3 rows"),
    ("sunny,weak,no\nrain,weak,yes\nsunny,strong,yes\n",
     "commas, no header; 2 inputs, 2 of them categories; target: column 3, 2 classes; 3 rows"),
    ('"a","b, c","y"\n"1","2","x"\n"3","4","z; \'w\'"\n',
     "commas, header; 2 inputs; target: y, 2 classes; 2 rows"),
    ("a;b;y;\n1;2;3;\n4;5;6;\n", "semicolons, header; 2 inputs; target: y, a number; 2 rows"),
    ("a,b,y\n1,7,x\n3,7,z\n", "commas, header; 2 inputs; target: y, 2 classes; 2 rows; b is always 7.0"),
    ("a,y\n1e3,-2E-2\n+4,.5\n", "commas, header; 1 input; target: y, a number; 2 rows")])
def test_layouts(load: Load, text: str, reading: str) -> None:
    assert load(text).reading == reading


def test_cells_have_no_spaces_around_them_and_quotes_are_taken_off(load: Load) -> None:
    made = load('name, y\n" big  one ", 1.5\n small,  2\n')
    assert made.rows == [["big  one", 1.5], ["small", 2.0]]


def test_few_whole_numbers_each_several_times_are_classes(load: Load) -> None:
    rows = "".join(f"{row}.5,{row % 4 + 8}\n" for row in range(12))
    assert load("a,y\n" + rows).classes == ("8", "9", "10", "11")
    assert load("a,y\n" + rows).rows[0] == [0.5, "8"]
    assert load("a,y\n" + rows, numbers="y").classes == ()
    assert load("a,y\n" + rows + "1,12\n").classes == (), "one of them only once"
    assert load("a,y\n" + "".join(f"{row},{row % 4 + 0.5}\n" for row in range(12))).classes == ()


def test_columns_that_only_name_or_count_the_rows_are_left_out(load: Load) -> None:
    text = "ID,name,x,y\n" + "".join(f"{row + 7},n{row},{row * row % 7},{'ab'[row % 2]}\n"
                                     for row in range(12))
    made = load(text)
    assert made.reading == ("commas, header; 1 input; target: y, 2 classes; 12 rows; "
                            "left out: ID, different in each row; left out: name, different in each row")
    assert made.rows[1] == [1.0, "b"] and [column.name for column in made.columns] == ["x"]
    assert [column.name for column in load(text, ignore=["x"]).columns] == ["ID", "name"]
    assert [column.name for column in load(text, ignore=[]).columns] == ["ID", "name", "x"]
    assert [column.name for column in load(text, numbers="ID").columns] == ["ID", "x"]
    unnamed = load("," + text[3:].replace("name", "x1", 1))
    assert "left out: column 1, different in each row" in unnamed.reading


# ---- what can be overridden --------------------------------------------------------------------------

TABLE = "a,b,c\n1,2,3\n4,5,6\n1,8,9\n"


@pytest.mark.parametrize("targets, inputs, chosen", [
    (None, "ab", "c"), ("a", "bc", "a"), (0, "bc", "a"), (-2, "ac", "b"), (["c", "a"], "b", "ca"),
    ((1, 2), "a", "bc"), ([" b "], "ac", "b")])
def test_targets_by_name_or_position(load: Load, targets: Any, inputs: str, chosen: str) -> None:
    made = load(TABLE, targets=targets)
    assert "".join(column.name for column in made.columns) == inputs
    assert "".join(column.name for column in made.targets) == chosen
    assert made.rows[0] == [float("abc".index(name) + 1) for name in inputs + chosen]


def test_several_targets_in_the_line(load: Load) -> None:
    assert load(TABLE, targets=["a", "c"], categories=["a"]).reading == (
        "commas, header; 1 input; targets: a, 2 classes; c, a number; 3 rows")


@pytest.mark.parametrize("text, options, row", [
    ("1;2\n3;4\n5;6\n", {"header": True}, [3.0, 4.0]), ("a;b\nc;d\n", {"header": False}, ["a", "b"]),
    ("1|2\n3|4\n", {"delimiter": "|"}, [1.0, 2.0]),
    ("1;2,0\n3;4,0\n", {"delimiter": "semicolon"}, [1.0, 2.0]),
    ("1;2,5\n3;4.5\n", {"decimal": ",", "categories": [1]}, [1.0, "2,5"]),
    ("1;2\n1;4\n", {"categories": "column 1"}, ["1", 2.0]),
    ("ä;1\nö;2\n".encode("cp437"), {"encoding": "cp437"}, ["ä", 1.0])])
def test_options(load: Load, text: Any, options: Dict[str, Any], row: Any) -> None:
    assert load(text, **options).rows[0] == row


@pytest.mark.parametrize("options, sentence", [
    ({"delimiter": ";;"}, "the delimiter must be one character, such as \";\", not ';;'."),
    ({"delimiter": 5}, "the delimiter must be text, not 5."),
    ({"decimal": "'"}, "decimal must be '.' or ',', not \"'\"."),
    ({"delimiter": ",", "decimal": ","}, "the delimiter and the decimal sign can't both be the comma."),
    ({"header": "maybe"}, "header must be True or False, not 'maybe'."),
    ({"encoding": "utf-99"}, "no encoding of text is called 'utf-99': try utf-8, utf-16 or latin-1."),
    ({"encoding": "ascii"}, "my.csv, line 4: this is no text in the encoding ascii."),
    ({"targets": "d"}, "no column of my.csv is called 'd': there is a, b, c."),
    ({"targets": "bb"}, "no column of my.csv is called 'bb': did you mean b?"),
    ({"categories": ["e"]}, "no column of my.csv is called 'e': there is a, b, c."),
    ({"targets": 3}, "the position of a column must be at most 2, not 3."),
    ({"targets": []}, "targets must name one column at least."),
    ({"targets": [0, 1, 2]}, "my.csv has no column left for the inputs: a data set needs inputs and a "
     "target, and the columns are ['a', 'b', 'c']."),
    ({"categories": "a", "numbers": 0}, "the column 'a' can't be both of numbers and of categories."),
    ({"delimitr": ";"}, "no option for my.csv is called 'delimitr': did you mean delimiter?"),
    ({"labels": "x"}, "no option for my.csv is called 'labels': there is delimiter, decimal, header, "
     "encoding, targets, categories, numbers, ignore, like.")])
def test_options_that_cannot_be(load: Load, options: Dict[str, Any], sentence: str) -> None:
    with pytest.raises((BadInput, UnknownName)) as caught:
        load(TABLE.replace("1,8", "1é,8") if options.get("encoding") == "ascii" else TABLE, **options)
    assert str(caught.value) == sentence


# ---- one sentence for each fault -----------------------------------------------------------------------

@pytest.mark.parametrize("text, sentence", [
    ("", "my.csv is empty: there is no line in it with anything but spaces."),
    ("\ufeff\n  \n", "my.csv is empty: there is no line in it with anything but spaces."),
    ("a,b,y\n", "my.csv, line 1: there is a header alone, ['a', 'b', 'y'], and no row after it."),
    ("a,b,y\n1,,3\n4,5,6\n", "my.csv, line 2, column 'b': the cell is missing; fill it in, or leave the "
     "row out."),
    ("a,b,y\n1,2,x\n4,5,\n", "my.csv, line 3, column 'y': the cell is missing; fill it in, or leave the "
     "row out."),
    ("a,b,y\n1,2,3\n4,NA,6\n",
     "my.csv, line 3, column 'b': the cell is missing, it is 'NA'; fill it in, or leave the row out."),
    ("1,2,3\n4,?,6\n", "my.csv, line 2, column 2: the cell is missing, it is '?'; fill it in, or leave the "
     "row out."),
    ("a,b,y\n1,2,3\n4,five,6\n", "my.csv, line 3, column 'b': 'five' is no number, but other cells of the "
     "column are; correct it, or make the column a category with categories=['b']."),
    ("1,2,3\n4,5_0,6\n", "my.csv, line 2, column 2: '5_0' is no number, but other cells of the column are; "
     "correct it, or make the column a category with categories=[1]."),
    ("a;b\n1.5;1\n2,5;2\n3.5;3\n", "my.csv, line 3, column 'a': '2,5' is no number where the decimal sign "
     "is \".\"; try decimal=\",\"."),
    ("a;b\n1,5;1\n2.5;2\n3,5;3\n", "my.csv, line 3, column 'a': '2.5' is no number where the decimal sign "
     "is \",\"; try decimal=\".\"."),
    ("a,b,y\n1,2,3\n4,5\n", "my.csv, line 3, column 3: the line has 2 cells, but the header has 3."),
    ("1,2,3\n4,5,6,7\n8,9,1\n", "my.csv, line 2, column 4: the line has 4 cells, but the first line has 3."),
    ("a,b,y\n1,2,x\n3,4,x\n",
     "my.csv, line 2, column 'y': from here on, the target is one class only, 'x': there is nothing to "
     "learn."),
    ("a,b,y\n1,2,.5\n3,4,.5\n",
     "my.csv, line 2, column 'y': from here on, the target is one number only, 0.5: there is nothing to "
     "learn."),
    ("a,b,y\n1,1e400,3\n4,5,6\n", "my.csv, line 2, column 'b': '1e400' is too large for a float, which "
     "ends at 1.8e308."),
    ("a,b,y\n1,NaN,3\n4,5,6\n",
     "my.csv, line 2, column 'b': 'NaN' is no finite number; correct the cell, or leave the row out."),
    ("a,b,y\n1,2,3\n4,5,-inf\n",
     "my.csv, line 3, column 'y': '-inf' is no finite number; correct the cell, or leave the row out."),
    ('a,b,y\n1,"2\n3",3\n4,5,6\n', "my.csv, line 2, column 2: a cell in quotes has a line break in it; "
     "write it in one line, or is a quote missing?"),
    ('a,b,y\n1,"2,3\n4,5,6\n', "my.csv, line 2: a quote is opened here and never closed."),
    ('a,b\n1,"2"3\n', "my.csv, line 2: after a cell in quotes, the delimiter ',' or the end of the line "
     "must follow."),
    ("a,b,a\n1,2,3\n4,5,6\n", "my.csv, line 1, column 3: column 1 has the same name, 'a'."),
    ("x\n1\n2\n", "my.csv has no column left for the inputs: a data set needs inputs and a target, and the "
     "columns are ['x']."),
    ("a,b\n1,\0\n", "my.csv, line 2: this is no text, there is the character '\\x00'; a data set is a CSV "
     "file, or an IDX file as MNIST's."),
    ('{"format": "lernmi"}', "my.csv is JSON, not a table; a data set is a CSV file, or an IDX file as "
     "MNIST's.")])
def test_faults(load: Load, text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(text)
    assert str(caught.value) == sentence


def test_a_fault_far_down_has_its_line(load: Load) -> None:
    """Beyond the lines from which the layout is guessed, and after an empty one."""
    text = "a,y\n\n" + "".join(f"{row},{row % 3}\n" for row in range(5000)) + "many,1\n"
    with pytest.raises(BadInput, match="^my.csv, line 5003, column 'a': 'many' is no number"):
        load(text)


def test_a_class_that_was_never_seen_has_its_line(load: Load) -> None:
    encoding = load("a,y\n1,cat\n2,dog\n").encoding()
    made = load("a,y\n1,cat\n\n2,dgo\n")
    with pytest.raises(BadInput) as caught:
        encoding.samples(made)
    assert str(caught.value) == "my.csv, line 4: no y of the training data is called 'dgo': did you mean dog?"


# ---- new rows for an encoding ------------------------------------------------------------------------

def test_columns_are_found_by_the_names_of_an_encoding(load: Load) -> None:
    encoding = load("a,b,y\n1,red,8\n2,blue,9\n1,red,8\n2,blue,9\n").encoding("none")
    made = load("extra,b,a\n7,red,5\n", like=encoding)
    assert made.rows == [[5.0, "red"]] and made.targets == []
    assert made.reading == "commas, header; 2 inputs, one of them a category; no target; 1 row"
    assert encoding.inputs(made.rows[0]) == [5.0, 0.0, 1.0]
    whole = load("y,a,b\n8.0,5,red\n", like=encoding)
    assert whole.rows == [[5.0, "red", "8"]] and encoding.targets(whole.rows[0]) == [1.0, 0.0]
    with pytest.raises(UnknownName, match="no column of my.csv is called 'b': there is a, c."):
        load("a,c\n1,red\n", like=encoding)


def test_without_targets_there_are_inputs_but_no_samples(load: Load) -> None:
    """Of one input and one target, the input must not be taken for the target."""
    encoding = load("a,y\n1,2.5\n2,3.5\n").encoding("none")
    for text in ("a\n5\n", "a,y\n5,\n"):
        made = load(text, like=encoding)
        assert [encoding.inputs(row) for row in made.rows] == [[5.0]]
        with pytest.raises(BadInput, match="^my.csv has no targets: it needs the column y.$"):
            encoding.samples(made)
        with pytest.raises(BadInput, match="^my.csv has no target column, so there is nothing to learn.$"):
            made.encoding()
    with pytest.raises(BadInput, match="my.csv, line 3, column 'y': the cell is missing"):
        load("a,y\n5,1\n6,\n", like=encoding)


def test_a_table_of_many_columns_is_read(load: Load) -> None:
    names = ",".join(f"c{number}" for number in range(20_000))
    made = load(f"{names}\n" + "1," * 19_999 + "2\n" + "3," * 19_999 + "4\n")
    assert made.reading.startswith("commas, header; 19,999 inputs; target: c19999, a number; 2 rows")


def test_columns_without_names_are_found_by_their_positions(load: Load) -> None:
    encoding = load("1,2,x\n3,4,z\n").encoding("none")
    assert load("5,6\n", like=encoding).rows == [[5.0, 6.0]]


# ---- files -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("content, sentence", [
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "my.csv is a PNG picture; a data set is a CSV file, or an IDX file "
     "as MNIST's."),
    (b"PK\x03\x04\x14\0", "my.csv is a zip archive (an Excel or LibreOffice table is one: save it as CSV); "
     "a data set is a CSV file, or an IDX file as MNIST's."),
    (gzip.compress(b"a,b\n1,2\n3,4\n" * 50, mtime=0)[:-20],
     "my.csv is damaged: its compressed content ends too early."),
    (b"\x1f\x8bnonsense", "my.csv is damaged: its compressed content can't be unpacked.")])
def test_files_of_another_type(load: Load, content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(content)
    assert str(caught.value) == sentence


def test_a_compressed_table_is_unpacked(load: Load) -> None:
    two = gzip.compress(TABLE[:12].encode()) + gzip.compress(TABLE[12:].encode())
    assert load(two).rows == load(TABLE).rows


def test_what_unpacks_without_end_is_refused(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    from lernmi.datasets.files import opening
    monkeypatch.setattr(opening, "LARGEST", 2 ** 21)
    with pytest.raises(BadInput, match="my.csv is larger than 2,097,152 bytes when it is unpacked."):
        load(gzip.compress(bytes(2 ** 23)))
    with pytest.raises(BadInput, match="my.csv is larger than 2,097,152 bytes."):
        load(bytes(2 ** 21 + 1))


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a directory: name a file in it."):
        datasets.load(tmp_path)
    for name in (str(tmp_path / "none.csv"), "none.csv", tmp_path / "digits"):
        with pytest.raises(BadInput, match="^there is no file '.*(none.csv|digits)'.$"):
            datasets.load(name)
    with pytest.raises(BadInput, match="the name of a file must be text or a path, not 5."):
        datasets.load(5)  # type: ignore[arg-type]


# ---- fuzzed ------------------------------------------------------------------------------------------

PIECES = [b"\n", b"\r\n", b",", b";", b"\t", b'"', b'""', b"\0", b"\xff", b"\xef\xbb\xbf", b"nan", b"1e999",
          b"-", b"   ", b"0", b"9" * 400, "ü€\u2028\x85".encode(), b"\x1f\x8b", b"\0\0\x08\x03", b"'", b"_",
          b"x" * 2000]


def mutated(content: bytes, generator: random.Random) -> bytes:
    """The content with pieces cut out, repeated, moved or put in."""
    for _ in range(generator.randint(0, 3)):
        start, end = sorted(generator.randint(0, len(content)) for _ in range(2))
        end = min(end, start + generator.choice((1, 3, 50)))
        piece = generator.choice([b"", content[start:end] * 2, generator.choice(PIECES),
                                  bytes([generator.randrange(256)])])
        content = content[:start] + piece + content[end:]
    return content


@pytest.mark.parametrize("seed", [1, pytest.param(range(2, 15), marks=pytest.mark.slow)])
def test_damaged_files_give_a_data_set_or_one_sentence(load: Load, seed: Any) -> None:
    originals = [GERMAN.encode(), GERMAN.encode("utf-16"), TABLE.encode(), GERMAN.encode("latin-1"),
                 gzip.compress(TABLE.encode())]
    accepted = 0
    for number in [seed] if isinstance(seed, int) else seed:
        generator = random.Random(number)
        for _ in range(300):
            try:
                made = load(mutated(generator.choice(originals), generator))
                made.encoding().samples(made)
                accepted += 1
            except LernmiError as error:
                assert "\n" not in str(error) and len(str(error)) < 400
    assert accepted > 20


def test_a_sign_between_thousands_is_no_decimal_sign_and_no_category(load: Load) -> None:
    text = "size;price\n1,5;1.004,50\n2,5;12.000,00\n3,5;7,5\n"
    with pytest.raises(BadInput, match=r"line 2, column 'price': '1\.004,50' seems to have a sign"):
        load(text)
    assert load(text, categories=["price"]).counts == {"1.004,50": 1, "12.000,00": 1, "7,5": 1}
