"""Pages of pilots ask the database no more questions with three rows of everything than with one, and at most ten."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.conftest import signed_in

from .much import LITTLE, SOME, World

MOST = 10


def asked(size) -> dict[str, tuple[int, int]]:
    """For each page by name: how it answered, and how many questions it asked."""
    found = {}
    with transaction.atomic():
        world = World(size)
        client = signed_in(world.person)
        for name, address in world.addresses().items():
            client.get(address)  # what is asked but once a process is not counted
            with CaptureQueriesContext(connection) as captured:
                found[name] = client.get(address).status_code, len(captured)
        transaction.set_rollback(True)
    return found


def test_pages_ask_no_more_of_three_than_of_one(db):
    one, three = asked(LITTLE), asked(SOME)
    assert {name for name, (status, _count) in one.items() if status != 200} == set()
    assert {name: (one[name], three[name]) for name in one if one[name] != three[name]} == {}
    del one["me_export"]  # gathers every noun of the product, each with a question of its own
    assert {name: count for name, (_status, count) in one.items() if count > MOST} == {}
