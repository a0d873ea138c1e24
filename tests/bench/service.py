"""The SPARQL door beside a bare Oxigraph server, under attack, and on correlated NOT EXISTS."""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from graph.build import build
from graph.generations import StoreFolder
from ontology.namespaces import ID, PREFIXES
from queries.rewrite import rewrite
from tests.bench.runaways import BUSY, RUNAWAYS
from tests.bench.timing import table, within
from tests.serving import free_port, wait_until_up

PROLOGUE = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("bl", "rdfs", "skos", "org", "vocab")
)
DISTRICTS = ("05334", "14626", "01001", "09162", "16065")
SHORT = {
    "district by key": 'SELECT ?d { ?d bl:ags "%s" }',
    "all about a district": f"SELECT ?p ?o {{ <{ID}district/%s> ?p ?o }}",
    "neighbours with names": (
        'SELECT ?n ?l { ?d bl:ags "%s" ; bl:borders ?n . ?n rdfs:label ?l } ORDER BY ?l'
    ),
    "is it a district": f"ASK {{ <{ID}district/%s> a bl:District }}",
}
MEDIUM = {
    "districts by name": "SELECT ?d ?l { ?d a bl:District ; rdfs:label ?l } ORDER BY ?l",
    "neighbours by class": (
        "SELECT ?t (COUNT(*) AS ?n) { ?d a bl:District ; bl:borders ?x . ?x a ?t } GROUP BY ?t"
    ),
}
WAYS = ("GET", "GET, new connection", "POST of a form", "POST of a query")
LONG = {
    "count by class": "SELECT ?c (COUNT(*) AS ?n) { ?s ?p ?o . ?o a ?c } GROUP BY ?c",
    "different objects by property": (
        "SELECT ?p (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)"
    ),
    "500,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 500000",
    "500,000 statements": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 500000",
}
LONG_ROUNDS = 11
"""Of seconds each; on a shared machine single ones differ by a tenth."""
GAPS = {
    "q05 path": (
        "SELECT ?m { ?m a bl:Municipality FILTER NOT EXISTS { ?c bl:actor ?m ."
        " ?k bl:participation ?c ; bl:theme/skos:broader* ?t . ?t skos:inScheme ?s } }"
    ),
    "q06 several patterns": (
        "SELECT ?m { ?m a bl:Municipality FILTER NOT EXISTS { ?p bl:actor ?m ."
        " ?k bl:participation ?p ; a bl:TransferAgreement ; bl:participation ?q ."
        " ?q bl:actor ?agency } }"
    ),
}
RAW_SECONDS = 150.0
"""How long the raw engine may take for a gap question."""

FRESH = {"Cache-Control": "no-cache"}
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
ATTACKERS = 4
REQUESTS = 40
PAGES = ("/kreise/05334", "/api/v1/districts/14626", "/themen")


class Client:
    """One connection that stays open.

    Args:
        address: of the server.
        path: of its SPARQL door.
    """

    def __init__(self, address: str, path: str) -> None:
        self._address = urllib.parse.urlsplit(address).netloc
        self._path = path
        self._connection = http.client.HTTPConnection(self._address, timeout=120)

    def seconds(self, query: str, headers: dict[str, str], way: str = WAYS[0]) -> float:
        """Return the time to the last byte of an answer."""
        form = urllib.parse.urlencode({"query": query})
        accept = {"Accept": _ACCEPT, **headers}
        if way == WAYS[1]:
            self.renew()
        began = time.perf_counter()
        if way.startswith("GET"):
            self._connection.request("GET", f"{self._path}?{form}", headers=accept)
        else:
            kind, body = (_FORM, form) if way == WAYS[2] else (_DIRECT, query)
            accept["Content-Type"] = kind
            self._connection.request("POST", self._path, body.encode(), accept)
        answer = self._connection.getresponse()
        while answer.read(2**18):
            pass
        assert answer.status == http.client.OK, (answer.status, query)
        return time.perf_counter() - began

    def renew(self) -> None:
        """Connect anew: servers close what was quiet for seconds."""
        self._connection.close()


def run() -> None:
    """Print overhead against Oxigraph, latency under attack, and what the rewrite saves."""
    with tempfile.TemporaryDirectory() as folder:
        build(StoreFolder(Path(folder)))
        generation = StoreFolder(Path(folder)).require_current()
        with product(folder) as ours, _oxigraph(generation.store) as theirs:
            _short(Client(ours, "/sparql"), Client(theirs, "/query"))
            _long(Client(ours, "/sparql"), Client(theirs, "/query"))
            _attacks(ours)
        _gaps(generation.store)


def _short(ours: Client, theirs: Client) -> None:
    rows = []
    asked = [(name, text, WAYS[0], 300) for name, text in SHORT.items()]
    asked += [("district by key", SHORT["district by key"], way, 300) for way in WAYS[1:]]
    asked += [(name, text, WAYS[0], 60) for name, text in MEDIUM.items()]
    for name, text, way, rounds in asked:
        taken: dict[str, list[float]] = {"peer": [], "kept": [], "fresh": [], "new": []}
        for number in range(rounds + 30):
            query = PROLOGUE + text.replace("%s", DISTRICTS[number % len(DISTRICTS)])
            taken["kept"].append(ours.seconds(query, {}, way))
            taken["peer"].append(theirs.seconds(query, {}, way))
            taken["fresh"].append(ours.seconds(query, FRESH, way))
            theirs.seconds(query, {}, way)
            taken["new"].append(ours.seconds(f"{query} # {time.perf_counter()}", {}, way))
        peer, *own = (statistics.median(one[30:]) * 1000 for one in taken.values())
        cells = (cell for one in own for cell in (f"{one:.2f} ms", f"{one / peer:.2f}"))
        rows.append([f"{name}, {way}", f"{peer:.2f} ms", *cells])
    table(
        "Short queries, medians of 300 (of 60 for those of some milliseconds), one client",
        ["query", "Oxigraph server", "kept answer", "ratio", "computed anew", "ratio",
         "never asked before", "ratio"],
        rows,
    )  # fmt: skip


def _long(ours: Client, theirs: Client) -> None:
    rows = []
    for name, text in LONG.items():
        own, peer = [], []
        for _ in range(LONG_ROUNDS + 1):
            for client, taken in ((ours, own), (theirs, peer)):
                client.renew()
                taken.append(client.seconds(PROLOGUE + text, FRESH))
        mine, other = statistics.median(own[1:]), statistics.median(peer[1:])
        rows.append([name, f"{mine:.2f} s", f"{other:.2f} s", f"{mine / other:.2f}"])
    table(
        f"Long queries, computed anew, medians of {LONG_ROUNDS}",
        ["query", "product", "Oxigraph server", "ratio"],
        rows,
    )


def _attacks(address: str) -> None:
    rows = []
    attacks = {**RUNAWAYS, "short work without end": BUSY}
    for name, query in attacks.items():
        idle = _latency(address)
        stop = threading.Event()
        ended: set[str] = set()
        attackers = [
            threading.Thread(target=_attack, args=(address, query, stop, ended), daemon=True)
            for _ in range(ATTACKERS)
        ]
        for attacker in attackers:
            attacker.start()
        time.sleep(2)
        busy = _latency(address)
        stop.set()
        for attacker in attackers:
            attacker.join()
        rows.append([name, ", ".join(sorted(ended)), f"{idle * 1000:.0f} ms",
                     f"{busy * 1000:.0f} ms", f"{busy / idle:.2f}"])  # fmt: skip
    table(
        f"Pages while {ATTACKERS} runaway queries run",
        ["runaway", "how it ends", "median idle", "median under attack", "ratio"],
        rows,
    )


def _latency(address: str) -> float:
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=60)
    taken = []
    for number in range(REQUESTS):
        began = time.perf_counter()
        connection.request("GET", PAGES[number % len(PAGES)])
        connection.getresponse().read()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _attack(address: str, query: str, stop: threading.Event, ended: set[str]) -> None:
    while not stop.is_set():
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=120)
        try:
            connection.request(
                "POST", "/sparql", query.encode(), {"Content-Type": _DIRECT, **FRESH}
            )
            answer = connection.getresponse()
            answer.read()
            ended.add(str(answer.status))
        except (http.client.HTTPException, OSError):
            ended.add("cut off")
        finally:
            connection.close()


def _gaps(store: Path) -> None:
    rows = []
    for name, text in GAPS.items():
        ours = within(RAW_SECONDS, lambda text=text: _engine_seconds(store, rewrite(text)))
        raw = within(RAW_SECONDS, lambda text=text: _engine_seconds(store, text))
        if ours is None:
            rows.append([name, f"> {RAW_SECONDS:.0f} s", "", ""])
            continue
        shown = f"{raw:.2f} s" if raw else f"> {RAW_SECONDS:.0f} s"
        ratio = f"{raw / ours:.0f}" if raw else f"> {RAW_SECONDS / ours:.0f}"
        rows.append([name, f"{ours * 1000:.1f} ms", shown, ratio])
    table("Correlated NOT EXISTS", ["question", "rewritten", "raw engine", "ratio"], rows)


def _engine_seconds(store: Path, text: str) -> float:
    import pyoxigraph

    opened = pyoxigraph.Store.read_only(str(store))
    taken = []
    for _ in range(2):
        began = time.perf_counter()
        opened.query(text, prefixes=PREFIXES, use_default_graph_as_union=True).serialize(
            format=pyoxigraph.QueryResultsFormat.JSON
        )
        taken.append(time.perf_counter() - began)
    return min(taken)


@contextmanager
def product(folder: str) -> Iterator[str]:
    """Serve a landscape by the product's own command and yield its address once it is at rest."""
    port = free_port()
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    environment = {**os.environ, "BILDUNGSLANDSCHAFT_STORE": folder}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        wait_until_up(f"http://127.0.0.1:{port}/health", process)
        _wait_until_warm(process.pid)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _wait_until_warm(pid: int) -> None:
    """Wait until a server has prepared its pages: it works for no second any more."""
    server = psutil.Process(pid)
    used, quiet = -1.0, 0
    while quiet < 2:
        time.sleep(1)
        before, used = used, sum(server.cpu_times()[:2])
        quiet = quiet + 1 if used - before < 0.05 else 0


@contextmanager
def _oxigraph(store: Path) -> Iterator[str]:
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}",
               "--union-default-graph"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        wait_until_up(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
        process.terminate()
