"""What the strict reader says about broken tables: everything at once, with place and remedy."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cells import Column
from graph.reading import parse_table
from graph.references import check_references
from graph.schemas import SCHEMAS, parse_column
from graph.tables import TableSchema
from ontology.errors import TableError

SCHEMA = TableSchema(
    "x/things.csv",
    (
        Column("id", "key", required=True),
        Column("ags", "ags", required=True, reference="district"),
        Column("start", "when"),
        Column("themes", "key", many=True),
        Column("kind", values=("one", "two")),
        Column("site", "url"),
        Column("share", "share"),
    ),
)
HEADER = "id,ags,start,themes,kind,site,share\n"


def findings(text: str | bytes) -> list[tuple[int, str, str]]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(TableError) as caught:
        parse_table(content, "things.csv", SCHEMA)
    assert all(cell.remedy.de and cell.remedy.en for cell in caught.value.cells)
    return [(cell.row, cell.column, cell.value) for cell in caught.value.cells]


def test_a_right_table_is_read():
    row = "a,05334,2014-02,x | y,one,https://a.de/b,0.5\n"
    table = parse_table((HEADER + row).encode(), "things.csv", SCHEMA)
    assert table.rows[0]["ags"] == "05334"
    assert table.rows[0].many("themes") == ["x", "y"]
    assert table.rows[0].line == 2


def test_a_header_alone_is_an_empty_table():
    assert parse_table(HEADER.encode(), "things.csv", SCHEMA).rows == []


def test_semicolons_and_a_byte_order_mark_of_excel_are_read():
    content = b"\xef\xbb\xbf" + (HEADER + "a,05334,,,,,\n").replace(",", ";").encode()
    assert parse_table(content, "things.csv", SCHEMA).rows[0]["id"] == "a"


def test_every_wrong_cell_is_reported_at_once():
    text = HEADER + "a,5334,2014-13,x y,three,ftp://a,1.5\n,05334,,,,,\n"
    assert findings(text) == [
        (2, "ags", "5334"),
        (2, "start", "2014-13"),
        (2, "themes", "x y"),
        (2, "kind", "three"),
        (2, "site", "ftp://a"),
        (2, "share", "1.5"),
        (3, "id", ""),
    ]


def test_the_line_counts_line_breaks_inside_cells():
    schema = TableSchema("x/t.csv", (Column("id", "key", required=True), Column("n", "integer")))
    with pytest.raises(TableError) as caught:
        parse_table(b'id,n\n"a\nb",1\nc,x\n', "t.csv", schema)
    assert [cell.row for cell in caught.value.cells] == [2, 4]


def test_a_missing_an_unknown_and_a_double_column_are_named():
    text = "id,AGS,start,start,themes,kind,site,share\n"
    assert findings(text) == [(1, "AGS", ""), (1, "start", ""), (1, "ags", "")]


def test_a_truncated_file_is_found():
    assert findings(HEADER + 'a,05334,2014,"x | y') == [(2, "", "")]
    assert findings(HEADER + "a,05334\n") == [(2, "", "a,05334")]


def test_wrong_encoding_names_the_line():
    latin = (HEADER + "a,05334,,,,,\nb,05334,,,ü,,\n").encode("latin-1")
    assert findings(latin) == [(3, "", "fc")]


def test_an_empty_file_is_no_table():
    assert findings("") == [(0, "", "")]


def test_a_duplicate_key_names_the_first_row():
    row = "a,05334,,,,,\n"
    assert findings(HEADER + row + row) == [(3, "id", "a")]


def test_a_dangling_reference_offers_near_keys():
    table = parse_table((HEADER + "a,05335,,,,,\n").encode(), "things.csv", SCHEMA)
    with pytest.raises(TableError, match="05334") as caught:
        check_references([table], {"district": {"05334", "16077"}})
    assert caught.value.cells[0].in_language("en").startswith('things.csv, row 2, column "ags"')


@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_the_reader(content):
    names = {column.name for column in SCHEMA.columns}
    with contextlib.suppress(TableError):
        table = parse_table(content, "things.csv", SCHEMA)
        assert all(set(row.cells) == names for row in table.rows)


@pytest.mark.parametrize("line", ["a: nonsense", "a: text, sometimes", "a"])
def test_a_column_described_in_unknown_words_is_refused(line):
    with pytest.raises(ValueError, match="a"):
        parse_column(line)


def test_every_table_ends_with_source_and_confidence():
    for schema in SCHEMAS.values():
        assert [column.name for column in schema.columns[-2:]] == ["source", "confidence"]
