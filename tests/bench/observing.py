"""Ten people note observations of one measure at once: is any lost or doubled, and how long does each wait?

make bench ARGS=observing.py
PEOPLE=4 SECONDS=5 make bench ARGS=observing.py      for a short look

Real requests, on the database of DATABASE_URL; two processes serve. Each person notes a number of their own every half second
or as soon as the one before is answered.
"""

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import psycopg
from answers import ROOT, SERVE, ask, told, wait_for_server

PEOPLE = int(os.environ.get("PEOPLE", "10"))
SECONDS = float(os.environ.get("SECONDS", "20"))
PREPARE = """
from django.core.management import call_command
from io import StringIO
from leadership.models import *
from tests.pilots import piloting
import json
school, _ = School.objects.get_or_create(slug="observing", defaults={"name": "Observing"})
team, _ = Team.objects.get_or_create(school=school, slug="observing", defaults={"name": "Observing"})
people, cookies = [], []
for number in range(%d):
    person, _ = Person.objects.get_or_create(
        email=f"observer{number}@load.example", defaults={"name": f"Observer {number}", "positions": ["teacher"]}
    )
    if not team.memberships.filter(person=person).exists():
        team.welcome(person, JoinedBy.OPEN_CALL)
    out = StringIO()
    call_command("demo_session", person.email, stdout=out)
    cookies.append(out.getvalue().strip())
    people.append(person)
made = piloting.measure(piloting.running(team, people[0], people))
print("PREPARED" + json.dumps({"measure": made.pk, "url": made.get_absolute_url(), "cookies": cookies}))
"""


def prepare() -> dict:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE % PEOPLE]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.partition("PREPARED")[2])


def note(cookie: str, url: str, number: int, begin: float) -> list[dict]:
    """One person's numbers, each another, until the time is over."""
    _status, csrf, page, _seconds = ask("GET", f"{url}observations/new/", cookie)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    done = []
    day = time.strftime("%Y-%m-%d")
    while time.perf_counter() < begin + SECONDS:
        value = number * 1000 + len(done)
        body = urlencode(
            {"on": day, "value": value, "group": "", "note": "", "cycle": "", "csrfmiddlewaretoken": token}
        )
        status, _csrf, _page, seconds = ask("POST", f"{url}observations/new/", f"{cookie}; {csrf}", body)
        done.append({"value": value, "status": status, "seconds": seconds})
        time.sleep(max(0, begin + len(done) / 2 - time.perf_counter()))
    return done


def main() -> None:
    os.environ["DEMO_MODE"] = "1"
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
    made = prepare()
    server = subprocess.Popen(SERVE, cwd=ROOT, env=os.environ)
    try:
        wait_for_server()
        with ThreadPoolExecutor(PEOPLE) as people:
            arguments = (
                made["cookies"],
                [made["url"]] * PEOPLE,
                range(1, PEOPLE + 1),
                [time.perf_counter() + 1] * PEOPLE,
            )
            done = [one for some in people.map(note, *arguments) for one in some]
    finally:
        server.terminate()
        server.wait(15)
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT value FROM pilots_observation WHERE measure_id = %s", [made["measure"]]
        ).fetchall()
    taken = [one for one in done if one["status"] in (200, 302)]
    print(f"{PEOPLE} people within {SECONDS:.0f} s: {len(done)} sent, {len(taken)} taken, {len(rows)} stored")
    once = sorted(int(value) for (value,) in rows) == sorted(one["value"] for one in taken)
    print("every observation is there exactly once" if once else "OBSERVATIONS WERE LOST OR DOUBLED")
    told("noting one", [one["seconds"] for one in taken])


if __name__ == "__main__":
    main()
