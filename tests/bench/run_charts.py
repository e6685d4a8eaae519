"""How long run charts take, of 14 to 5,000 observations: `python tests/bench/run_charts.py`. Milliseconds, the middle of many.

The page is asked for by Django's own test client: templates and database are in it, the network is not. Needs a migrated
database (`DATABASE_URL`); what it writes there is rolled back.
"""

import os
import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from leadership.models import Role  # noqa: E402
from pilots.models import Observation  # noqa: E402
from pilots.run_chart_drawing import draw  # noqa: E402
from pilots.run_chart_rows import chart_of_measure  # noqa: E402
from tests import factories  # noqa: E402
from tests.conftest import signed_in  # noqa: E402
from tests.pilots import piloting  # noqa: E402

SIZES = (14, 200, 1000, 5000)
TIMES = 15


def middle(work) -> float:
    took = []
    for _time in range(TIMES):
        start = perf_counter()
        work()
        took.append((perf_counter() - start) * 1000)
    return sorted(took)[TIMES // 2]


def questions(work) -> int:
    asked = []

    def counted(run, sql, *more):
        asked.append(sql)
        return run(sql, *more)

    with connection.execute_wrapper(counted):
        work()
    return len(asked)


def measured(pilot, person, count):
    chance = random.Random(count)
    measure = piloting.measure(pilot)
    Observation.objects.bulk_create(
        Observation(
            measure=measure,
            on=date(2020, 1, 1) + timedelta(place // 3),
            value=Decimal(round(chance.gauss(60, 8), 1)),
            noted_by=person,
        )
        for place in range(count)
    )
    return measure


def main():
    settings.ALLOWED_HOSTS = ["testserver"]
    with transaction.atomic():
        person = factories.person("Ana Ruiz")
        team = factories.team("Bench", school=factories.school("Bench"), people={person: Role.FACILITATOR})
        pilot = piloting.running(team, person, participants=[person])
        client = signed_in(person)
        print("observations | asked and reckoned | drawn | the page | its KB | questions")
        for count in SIZES:
            measure = measured(pilot, person, count)
            address = measure.get_absolute_url()
            size = len(client.get(address).content) / 1024
            asked = questions(lambda address=address: client.get(address))
            chart = chart_of_measure(measure)
            times = middle(lambda measure=measure: chart_of_measure(measure))
            drawn = middle(lambda chart=chart: (draw(chart, "wide"), draw(chart, "narrow")))
            page = middle(lambda address=address: client.get(address))
            print(f"{count:12} | {times:18.1f} | {drawn:5.1f} | {page:8.1f} | {size:6.0f} | {asked:9}")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
