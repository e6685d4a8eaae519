"""Ten people write one theory at once: is any statement lost or doubled, how long does each wait, how soon do others see it?

make bench ARGS=theory_writing.py
PEOPLE=4 SECONDS=5 make bench ARGS=theory_writing.py      for a short look

Real requests as htmx sends them, on the database of DATABASE_URL; two processes serve. Everybody adds statements at moments
drawn by lot until the theory is full. One more person has the page open and fetches its parts anew at every news, as the
page does. A watcher notes how old each writing transaction was when last seen, and which of them waited for a lock.
"""

import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Thread
from urllib.parse import urlencode

import psycopg
import websockets
from answers import ORIGIN, PORT, ROOT, SERVE, ask, told, wait_for_server

PEOPLE = int(os.environ.get("PEOPLE", "10"))
SECONDS = float(os.environ.get("SECONDS", "20"))
FULL = 60  # visioning.theory.shape.MOST_STATEMENTS
COLUMNS = ("do", "adults", "students", "improves")
PARTS = (*(f"column-{column}" for column in COLUMNS), "theory-diagram", "taken-out")
PREPARE = """
from django.core.management import call_command
from io import StringIO
from leadership.models import *
from visioning.models import Theory
import json
school, _ = School.objects.get_or_create(slug="writing", defaults={"name": "Writing"})
team, _ = Team.objects.get_or_create(school=school, slug="writing", defaults={"name": "Writing"})
cookies = []
for number in range(%d + 1):
    person, _ = Person.objects.get_or_create(
        email=f"writer{number}@load.example", defaults={"name": f"Writer {number}", "positions": ["teacher"]}
    )
    if not team.memberships.filter(person=person).exists():
        team.welcome(person, JoinedBy.OPEN_CALL)
    out = StringIO()
    call_command("demo_session", person.email, stdout=out)
    cookies.append(out.getvalue().strip())
made = Theory.start(team, person, f"Written at once {team.theories.count()}")
print("PREPARED" + json.dumps({"theory": made.pk, "url": made.get_absolute_url(), "cookies": cookies}))
"""
WRITING = """
SELECT pid, extract(epoch FROM xact_start), 1000 * extract(epoch FROM clock_timestamp() - xact_start), wait_event_type = 'Lock'
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
AND (backend_xid IS NOT NULL OR wait_event_type = 'Lock')
"""


def prepare() -> dict:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE % PEOPLE]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.partition("PREPARED")[2])


def write(cookie: str, url: str, moments: list[float], number: int, begin: float) -> list[dict]:
    """One person's statements, each at its moment or as soon as the one before it is answered."""
    _status, csrf, page, _seconds = ask("GET", f"{url}write/", cookie)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    done = []
    for place, moment in enumerate(sorted(moments)):
        time.sleep(max(0.0, begin + moment - time.perf_counter()))
        column = random.choice(COLUMNS)
        words = f"Writer {number} says for the {place}. time what comes to mind just now"
        body = urlencode({"column": column, "words": words, "csrfmiddlewaretoken": token})
        htmx = {"HX-Request": "true", "HX-Target": f"form#add-{column}"}
        sent = time.perf_counter()
        status, _csrf, _page, seconds = ask("POST", f"{url}statements/", f"{cookie}; {csrf}", body, **htmx)
        done.append({"words": words, "status": status, "sent": sent, "seconds": seconds})
    return done


async def look_on(cookie: str, url: str, seen: dict, finished: Event) -> None:
    """An open page: at every news its parts are fetched anew; what is told meanwhile is fetched once more afterwards."""
    news = f"ws://127.0.0.1:{PORT}/ws/teams/writing/news/"
    async with websockets.connect(
        news, additional_headers={"Cookie": cookie}, origin=ORIGIN, compression=None
    ) as socket:
        fresh = asyncio.Event()

        async def listen():
            async for topic in socket:
                if topic == "theory":
                    fresh.set()

        listening = asyncio.create_task(listen())
        while not (finished.is_set() and not fresh.is_set()):
            with suppress(TimeoutError):
                await asyncio.wait_for(fresh.wait(), 1)
            fresh.clear()
            await asyncio.gather(*(asyncio.to_thread(fetch, cookie, url, part, seen) for part in PARTS))
        listening.cancel()


def fetch(cookie: str, url: str, part: str, seen: dict) -> None:
    htmx = {"HX-Request": "true", "HX-Target": f"div#{part}"}
    _status, _csrf, page, _seconds = ask("GET", f"{url}write/", cookie, **htmx)
    if part.startswith("column-"):
        now = time.perf_counter()
        for words in re.findall(r"Writer \d+ says for the \d+\. time what comes to mind just now", page):
            seen.setdefault(words, now)


def watch(ages: dict, waits: dict, finished: Event) -> None:
    """How old each writing transaction was when last seen."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        while not finished.is_set():
            for pid, begun, age, waiting in connection.execute(WRITING).fetchall():
                ages[pid, begun] = float(age)
                if waiting:
                    waits[pid, begun] = float(age)
            time.sleep(0.001)


def measure(made: dict) -> tuple[list[dict], dict, dict, dict]:
    seen, ages, waits, finished, looked = {}, {}, {}, Event(), Event()
    looker = Thread(target=lambda: asyncio.run(look_on(made["cookies"][-1], made["url"], seen, looked)))
    watcher = Thread(target=watch, args=(ages, waits, finished))
    looker.start()
    watcher.start()
    begin = time.perf_counter() + 2
    moments = [[random.uniform(0, SECONDS) for _one in range(FULL // PEOPLE)] for _person in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as people:
        arguments = (made["cookies"][:PEOPLE], [made["url"]] * PEOPLE, moments, range(PEOPLE), [begin] * PEOPLE)
        done = [one for some in people.map(write, *arguments) for one in some]
    time.sleep(2)
    looked.set()
    looker.join(30)
    finished.set()
    watcher.join(5)
    return done, seen, ages, waits


def main() -> None:
    os.environ["DEMO_MODE"] = "1"
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
    made = prepare()
    server = subprocess.Popen(SERVE, cwd=ROOT, env=os.environ)
    try:
        wait_for_server()
        done, seen, ages, waits = measure(made)
    finally:
        server.terminate()
        server.wait(15)
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT words, number FROM visioning_statement WHERE theory_id = %s AND removed_at IS NULL",
            [made["theory"]],
        ).fetchall()
    taken = [one for one in done if one["status"] == 200]
    print(f"{PEOPLE} people within {SECONDS:.0f} s: {len(done)} sent, {len(taken)} taken, {len(rows)} stored")
    once = sorted(words for words, _number in rows) == sorted(one["words"] for one in taken)
    numbered = len({number for _words, number in rows}) == len(rows)
    print("every statement is there exactly once" if once and numbered else "STATEMENTS WERE LOST OR DOUBLED")
    told("sending", [one["seconds"] for one in taken])
    told("until the other page shows it", [seen[one["words"]] - one["sent"] for one in taken if one["words"] in seen])
    print(f"never shown on the other page: {sum(one['words'] not in seen for one in taken)}")
    told("a writing transaction", [age / 1000 for age in ages.values()])
    print(f"of {len(ages)} seen, {len(waits)} waited for a lock, the longest {max(waits.values(), default=0):.0f} ms")
    print(f"middle wait: {statistics.median(waits.values()):.0f} ms" if waits else "nobody waited")


if __name__ == "__main__":
    main()
