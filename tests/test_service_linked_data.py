"""Downloads: list, dumps, parts of them, tables, checksums."""

import csv
import gzip
import hashlib
import io

import pytest

from graph.facts import data_folder
from graph.schemas import SCHEMAS
from service.linked.tables import csv_parts, table_rows

QUADS = "/data/bildungslandschaft.nq.gz"


@pytest.mark.usefixtures("store_folder")
def test_the_list_has_every_file_with_licence(client, store):
    found = client.get("/data/index.json").json()
    assert found["version"] == store.version
    names = {file["name"] for file in found["files"]}
    assert {
        "bildungslandschaft.nq.gz",
        "bildungslandschaft.ttl.gz",
        "bildungslandschaft.jsonld.gz",
    } <= names
    for source in store.generation.manifest().graphs:
        assert {f"{source}.{suffix}.gz" for suffix in ("nt", "ttl", "jsonld")} <= names
    inkar = next(file for file in found["files"] if file["name"] == "inkar.nt.gz")
    assert inkar["licence"] == "dl-de/by-2-0"
    assert "BBSR" in inkar["attribution"]
    assert {table["name"] for table in found["tables"]} == {f"tables/{path}" for path in SCHEMAS}


@pytest.mark.usefixtures("store_folder")
def test_the_whole_comes_as_it_was_built(client, store):
    answer = client.get(QUADS)
    assert answer.content == store.generation.dump.read_bytes()
    assert answer.headers["content-type"] == "application/gzip"
    assert store.version in answer.headers["content-disposition"]
    again = client.get(QUADS, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    head = client.head(QUADS)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(answer.content)))


@pytest.mark.usefixtures("store_folder")
def test_parts_are_answered(client, store):
    content = store.generation.dump.read_bytes()
    first = client.get(QUADS, headers={"Range": "bytes=0-99"})
    assert (first.status_code, first.content) == (206, content[:100])
    tag = {"If-Range": first.headers["etag"], "Range": "bytes=-10"}
    assert client.get(QUADS, headers=tag).content == content[-10:]
    changed = client.get(QUADS, headers={"If-Range": '"other"', "Range": "bytes=0-9"})
    assert changed.status_code == 200


@pytest.mark.usefixtures("store_folder")
@pytest.mark.parametrize(
    ("wanted", "status", "ranges"),
    [
        ("bytes=5-", 206, ["5-{last}"]),
        ("BYTES = 0-3,,", 206, ["0-3"]),
        ("bytes=0-{size}", 206, ["0-{last}"]),
        ("bytes=-9{size}", 206, ["0-{last}"]),
        ("bytes=0-3, 10-13", 206, ["0-3", "10-13"]),
        ("bytes=0-3,2-9", 206, ["0-9"]),
        # one of them is there
        ("bytes=0-3,{size}-", 206, ["0-3"]),
        ("bytes={size}-", 416, ["*"]),
        ("bytes=-0", 416, ["*"]),
        # what is not understood counts as not asked
        ("lines=0-3", 200, []),
        ("bytes", 200, []),
        ("bytes=", 200, []),
        ("bytes=9-3", 200, []),
        ("bytes=a-b", 200, []),
        ("bytes=+1-3", 200, []),
        ("bytes=-", 200, []),
    ],
)
def test_ranges_mean_what_the_standard_says(client, wanted, status, ranges):
    size = int(client.head("/data/themen.nt.gz").headers["content-length"])
    known = {"size": size, "last": size - 1}
    answer = client.get("/data/themen.nt.gz", headers={"Range": wanted.format(**known)})
    told = answer.headers.get("content-range", "") + answer.text if status == 206 else ""
    told = told or answer.headers.get("content-range", "")
    assert answer.status_code == status
    assert told.count("bytes ") == len(ranges)
    for one in ranges:
        assert f"bytes {one.format(**known)}/{size}" in told
    if status == 416:
        assert answer.json()["status"] == 416
    head = client.head("/data/themen.nt.gz", headers={"Range": wanted.format(**known)})
    assert (head.status_code, head.headers["content-length"]) == (200, str(size))


@pytest.mark.usefixtures("store_folder")
def test_conditions_count_in_their_order(client):
    plain = client.head("/data/themen.nt.gz").headers
    tag, day, early = plain["etag"], plain["last-modified"], "Thu, 01 Jan 1998 00:00:00 GMT"
    for status, conditions in (
        (304, {"If-Modified-Since": day}),
        (200, {"If-Modified-Since": early}),
        (200, {"If-Modified-Since": "Thu, 01 Jan 99999999999 00:00:00 GMT"}),
        (200, {"If-Modified-Since": day, "If-None-Match": '"other"'}),
        (304, {"If-Modified-Since": early, "If-None-Match": f'"other", W/{tag}'}),
        (200, {"If-Match": f'"other", {tag}'}),
        (200, {"If-Match": "*"}),
        (412, {"If-Match": '"other"'}),
        (412, {"If-Match": f"W/{tag}"}),
        (412, {"If-Match": '"other"', "If-None-Match": tag}),
        (200, {"If-Unmodified-Since": day}),
        (412, {"If-Unmodified-Since": early}),
        (200, {"If-Unmodified-Since": early, "If-Match": tag}),
        (206, {"Range": "bytes=0-3", "If-Range": tag}),
        (206, {"Range": "bytes=0-3", "If-Range": day}),
        (200, {"Range": "bytes=0-3", "If-Range": f"W/{tag}"}),
        (200, {"Range": "bytes=0-3", "If-Range": early}),
        (200, {"Range": "bytes=99999999999-", "If-Range": '"other"'}),
        (304, {"Range": "bytes=0-3", "If-None-Match": tag}),
    ):
        answer = client.get("/data/themen.nt.gz", headers=conditions)
        assert answer.status_code == status, conditions
        if status == 412:
            assert answer.json()["detail"]


@pytest.mark.usefixtures("store_folder")
def test_a_source_comes_in_three_formats(client, store):
    plain = gzip.decompress(client.get("/data/themen.nt.gz").content)
    assert plain.count(b"\n") == store.generation.manifest().graphs["themen"]
    assert b"@prefix bl:" in gzip.decompress(client.get("/data/themen.ttl.gz").content)
    assert gzip.decompress(client.get("/data/themen.jsonld.gz").content).startswith(b"[{")


def test_checksums_are_those_of_the_files(client):
    sums = dict(
        line.split("  ")[::-1] for line in client.get("/data/SHA256SUMS").text.strip().split("\n")
    )
    listed = client.get("/data/index.json").json()
    assert {file["name"]: file["sha256"] for file in listed["files"]} == {
        name: value for name, value in sums.items() if not name.startswith("tables/")
    }
    for name in ("bildungslandschaft.nq.gz", "themen.ttl.gz", "tables/themes/themes.csv"):
        content = client.get(f"/data/{name}").content
        assert hashlib.sha256(content).hexdigest() == sums[name]


@pytest.mark.parametrize("path", ["themes/themes.csv", "territory/districts.csv"])
def test_tables_come_as_they_are(client, path):
    answer = client.get(f"/data/tables/{path}")
    found = list(csv.reader(io.StringIO(answer.text)))
    with (data_folder() / path).open(encoding="utf-8", newline="") as lines:
        assert found == list(csv.reader(lines))


def test_excel_gets_mark_semicolons_and_decimal_commas(client):
    content = client.get("/data/tables/territory/districts.csv?excel=true").content
    assert content.startswith(b"\xef\xbb\xbfags;name;")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    aachen = next(row for row in rows if row["ags"] == "05334")
    assert aachen["area_km2"] == "706,92"
    assert aachen["name_long"] == "Städteregion Aachen"


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell):
    for excel in (False, True):
        content = b"".join(csv_parts([["a"], [cell]], excel=excel)).decode("utf-8-sig")
        (_, (found,)) = csv.reader(io.StringIO(content, newline=""))
        assert found == "'" + cell


def test_negative_numbers_stay_numbers():
    assert b"".join(csv_parts([["-1.5"], ["+3"]], excel=False)) == b"-1.5\r\n+3\r\n"


def test_corrections_are_part_of_a_table(tmp_path):
    path = "themes/education_stages.csv"
    header, first, *rest = table_rows(path, None)
    changed = [first[0], "Geändert", *first[2:]]
    (tmp_path / "themes").mkdir()
    with (tmp_path / path).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, changed])
    assert list(table_rows(path, tmp_path)) == [header, changed, *rest]


def test_unknown_files_are_404(client):
    for path in (
        "/data/nix.gz",
        "/data/tables/nix.csv",
        "/data/tables/..%2Fsources.toml",
        "/data/x/y",
    ):
        answer = client.get(path, headers={"Accept": "application/json"})
        assert answer.status_code == 404
    assert client.get("/data/themen.csv.gz").json()["near"]


def test_the_folder_leads_on(client):
    assert client.get("/data/").headers["location"] == "/data/index.json"
    browser = client.get("/data/", headers={"Accept": "text/html"})
    assert browser.headers["location"] == "/daten"
