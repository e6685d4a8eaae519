"""A staff answering a round without names within two minutes: is any answer lost, and how long does each wait for its thanks?

make bench ARGS=answers.py
PEOPLE=60 SECONDS=20 make bench ARGS=answers.py      for a short look

Real pages over HTTP on the database of DATABASE_URL: everybody loads the form and sends it with a note, at a moment drawn by
lot. Two processes serve, as on two cores. Answers are laid in random order anew with every one that comes, so the last are
the slowest.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PORT = 15010
ORIGIN = f"http://127.0.0.1:{PORT}"
PEOPLE = int(os.environ.get("PEOPLE", "300"))
SECONDS = float(os.environ.get("SECONDS", "120"))
SERVE = [
    *(sys.executable, "-m", "uvicorn", "leadership.asgi:application", "--port", str(PORT), "--workers", "2"),
    *("--ws", "visioning.live.frames:FrameProtocol", "--log-level", "warning", "--timeout-graceful-shutdown", "2"),
]
PREPARE = """
from django.core.management import call_command
from io import StringIO
from leadership.models import *
import json
school, _ = School.objects.get_or_create(slug="answers", defaults={"name": "Answers"})
team, _ = Team.objects.get_or_create(school=school, slug="answers", defaults={"name": "Answers"})
positions = ["teacher", "support", "specialist"]
people = []
for number in range(%d):
    person, _ = Person.objects.get_or_create(
        email=f"staff{number}@load.example", defaults={"name": f"Staff {number}", "positions": [positions[number %% 3]]}
    )
    school.welcome(person)
    people.append(person)
for old in team.assessment_rounds.filter(closed_at=None):
    old.close()
keys = ["vision", "administration", "capacity", "structures", "relationships", "influence", "improvement"]
made = AssessmentRound.open(
    team, people[0], [(key, "pulse") for key in keys], naming="unnamed", audience="staff", name="Load"
)
cookies = []
for person in people:
    out = StringIO()
    call_command("demo_session", person.email, stdout=out)
    cookies.append(out.getvalue().strip())
print("PREPARED" + json.dumps({"round": made.pk, "url": made.get_absolute_url() + "answer/", "cookies": cookies}))
"""


def prepare() -> dict:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE % PEOPLE]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.partition("PREPARED")[2])


def ask(method: str, url: str, cookie: str, body: str | None = None, **more: str):
    """One request on a connection of its own: status, cookie of the answer, words, seconds. `more` are headers."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Cookie": cookie, "Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"} | more
    began = time.perf_counter()
    connection.request(method, url, body, headers)
    answer = connection.getresponse()
    words = answer.read().decode()
    seconds = time.perf_counter() - began
    connection.close()
    return answer.status, (answer.getheader("Set-Cookie") or "").partition(";")[0], words, seconds


def answer(cookie: str, url: str, wait: float, number: int) -> dict:
    time.sleep(wait)
    status, csrf, page, loaded = ask("GET", url, cookie)
    if status != 200:
        return {"status": status, "load": loaded, "send": 0, "levels": {}}
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {name: str(random.randint(0, 4)) for name in sorted(set(re.findall(r'name="(level-[^"]+)"', page)))}
    data |= {name.replace("level-", "note-"): f"Note of {number}. " + "words " * 20 for name in list(data)[:3]}
    body = urlencode({**data, "csrfmiddlewaretoken": token})
    status, _csrf, _words, seconds = ask("POST", url, f"{cookie}; {csrf}", body)
    return {"status": status, "load": loaded, "send": seconds, "levels": data}


def wait_for_server() -> None:
    for _attempt in range(120):
        try:
            ask("GET", "/healthz", "")
            return
        except OSError:
            time.sleep(0.5)


def told(name: str, times: list[float]) -> None:
    ordered = sorted(1000 * one for one in times)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    print(f"{name}: middle {ordered[len(ordered) // 2]:.0f} ms, p95 {p95:.0f} ms, at worst {ordered[-1]:.0f} ms")


def measure(made: dict) -> list[dict]:
    count = len(made["cookies"])
    waits = [random.uniform(0, SECONDS) for _ in range(count)]
    with ThreadPoolExecutor(count) as people:
        return list(people.map(answer, made["cookies"], [made["url"]] * count, waits, range(count)))


def main() -> None:
    os.environ["DEMO_MODE"] = "1"
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
    made = prepare()
    server = subprocess.Popen(SERVE, cwd=ROOT, env=os.environ)
    try:
        wait_for_server()
        done = measure(made)
    finally:
        server.terminate()
        server.wait(15)
    taken = [one for one in done if one["status"] == 302]
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        stored = connection.execute(
            "SELECT levels, notes FROM leadership_assessmentanswer WHERE round_id = %s", [made["round"]]
        ).fetchall()
        turns = connection.execute(
            "SELECT count(*) FROM leadership_assessmentturn WHERE round_id = %s", [made["round"]]
        ).fetchone()[0]
    print(f"{PEOPLE} people within {SECONDS:.0f} s: {len(taken)} thanked, {len(stored)} answers, {turns} turns stored")
    sent = sorted(sorted(value for key, value in one["levels"].items() if key.startswith("level-")) for one in taken)
    kept = sorted(sorted(str(level) for level in levels.values()) for levels, _notes in stored)
    print("every answer is there as it was sent" if sent == kept else "ANSWERS WERE LOST OR CHANGED")
    told("the form", [one["load"] for one in done])
    told("sending", [one["send"] for one in taken])


if __name__ == "__main__":
    main()
