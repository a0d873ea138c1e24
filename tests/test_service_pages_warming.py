"""What is computed ahead: kept for who asks later, piece by piece, and only while the app runs."""

import threading
import time
from datetime import date

from starlette.testclient import TestClient

from service.app import create_app
from service.pages.measures import strong_suggestions
from service.pages.warming import NAME, pieces
from service.settings import Settings

DAY = date(2026, 11, 2)


def ahead() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == NAME and one.is_alive()]


def test_a_piece_is_small_and_spares_the_next_reader_the_wait(landscape):
    work = pieces(landscape, DAY)
    for _ in range(8):
        next(work)
    taken = []
    for ags in list(landscape.districts)[:2]:
        began = time.perf_counter()
        strong_suggestions(landscape, ags, DAY)
        taken.append(time.perf_counter() - began)
    assert max(taken) < 0.001


def test_nothing_goes_on_after_the_application_has_ended(store_location):
    settings = Settings(store=store_location, query_workers_fast=1, warm_up=True)
    with TestClient(create_app(settings)) as client:
        assert client.get("/hilfe").status_code == 200
        (thread,) = ahead()
    # what it is at may be the first reading of a remote landscape
    thread.join(60)
    assert not ahead()


def test_nothing_is_computed_ahead_where_the_settings_say_so(store_location):
    settings = Settings(store=store_location, query_workers_fast=1, warm_up=False)
    with TestClient(create_app(settings)):
        assert not ahead()
