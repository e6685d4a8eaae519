"""Live writing beside other servers in one run, with the load harness in the folder that COEDIT names.

The harness and the other servers are not part of this project; docs/benchmarks.md says where they come from.
Starts the app as `make run` does on the database of DATABASE_URL, which it fills with a text of its own.

    COEDIT=/path/to/coedit make bench ARGS=coedit.py
    SECONDS_EACH=8 REPETITIONS=1 COEDIT=… make bench ARGS=coedit.py      for a short look
"""

import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import psycopg

ROOT = Path(__file__).resolve().parents[2]
TEXT = str(UUID(int=0xC0ED17))
PORT = 15008
ORIGIN = f"http://127.0.0.1:{PORT}"
SECONDS = os.environ.get("SECONDS_EACH", "30")
REPETITIONS = int(os.environ.get("REPETITIONS", "3"))
PARTS = os.environ.get("PARTS", "latency,rich,crash,storage").split(",")
PEERS = os.environ.get("PEERS_TO_RUN", "throughline,hocuspocus-sqlite,yws-leveldb").split(",")
# What a text takes with history and authors: tables, their indexes, long values; dead rows are swept first.
SIZE = """
import os, psycopg
tables = "visioning_textupdate", "visioning_textsnapshot", "visioning_textclient"
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    connection.execute("VACUUM " + ", ".join(tables))
    print(sum(connection.execute("SELECT pg_total_relation_size(%s)", [table]).fetchone()[0] for table in tables))
"""


def manage(*arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main() -> None:
    folder = os.environ.get("COEDIT")
    if not folder:
        print("COEDIT names no harness folder; nothing measured. See docs/benchmarks.md.")
        return
    harness = Path(folder).resolve() / "harness"
    os.environ["DEMO_MODE"] = "1"
    manage("migrate", "-v0")
    made = json.loads(manage("load_text", "--writers", "200", "--origin", ORIGIN, "--text", TEXT))
    work = Path(os.environ.get("COEDIT_OUT", harness.parent / "results"))
    work.mkdir(parents=True, exist_ok=True)
    (work / "headers.json").write_text(json.dumps(made["headers"]))
    (work / "size.py").write_text(SIZE)
    ours = {
        "name": "throughline",
        "label": "Throughline (uvicorn, 1 worker, Postgres)",
        "target": "yws",
        "port": PORT,
        "url": f"ws://127.0.0.1:{{port}}/ws/texts/{TEXT}/",
        "headers": made["headers"][0],
        "prepare": f"cd '{ROOT}' && '{sys.executable}' manage.py load_text --writers 1 --origin {ORIGIN} --text {TEXT}",
        "cwd": str(ROOT),
        "cmd": [
            *(sys.executable, "-m", "uvicorn", "leadership.asgi:application", "--port", "{port}"),
            *("--ws", "visioning.live.frames:FrameProtocol", "--log-level", "warning"),
            *("--timeout-graceful-shutdown", "2"),
        ],
        "env": {},
        "size_cmd": f"'{sys.executable}' '{work / 'size.py'}'",
        "flush_wait_ms": 3000,
    }
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        ours["db_pidfile"] = connection.execute("SHOW data_directory").fetchone()[0] + "/postmaster.pid"
    peers = [ours, *json.loads((harness.parent / "peers.json").read_text())]
    peers = [peer for peer in peers if peer["name"] in PEERS]
    (work / "peers.json").write_text(json.dumps(peers))

    def bench(mode: str, peer: str, *options: str, into: str = "") -> None:
        command = ["node", "bench.mjs", mode, "--peer", peer, "--peers", str(work / "peers.json"), "--brief"]
        command += ["--out", str(work / f"{into or mode}.jsonl"), *options]
        if peer == "throughline":
            command += ["--headers-file", str(work / "headers.json")]
        subprocess.run(command, cwd=harness, check=False)

    names = [peer["name"] for peer in peers]
    for repetition in range(REPETITIONS if "latency" in PARTS else 0):
        for authors in ("10", "100", "200"):
            for name in random.sample(names, len(names)):
                bench("latency", name, "--authors", authors, "--seconds", SECONDS, "--rep", str(repetition))
    for name in names:
        if "rich" in PARTS:
            bench("latency", name, "--authors", "100", "--seconds", SECONDS, "--awareness", into="awareness")
            bench("latency", name, "--authors", "100", "--seconds", SECONDS, "--shape", "xml", into="xml")
        if "crash" in PARTS:
            bench("crash", name, "--authors", "20", "--seconds", SECONDS)
        if "storage" in PARTS:
            bench("storage", name, "--edits", "10000")
            bench("storage", name, "--edits", "100000", into="long")
    print(table(work, names))


def middle_of(values: list) -> float | None:
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def table(work: Path, names: list[str]) -> str:
    """The figures as Markdown; medians where a run was repeated."""

    def runs(kind: str, name: str, authors: int | None = None) -> list[dict]:
        file = work / f"{kind}.jsonl"
        found = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
        return [r for r in found if r["peer"] == name and authors in (None, r["opts"]["authors"])]

    def middle(values) -> str:
        values = [value for value in values if value is not None]
        return f"{statistics.median(values):,.1f}" if values else "–"

    def latency(kind: str, authors: int, name: str, key: str) -> str:
        return middle(r["latency_ms"][key] for r in runs(kind, name, authors) if "latency_ms" in r)

    rows = [["", *names], ["---"] * (len(names) + 1)]
    for authors in (10, 100, 200):
        rows += [
            [f"{key} ms, {authors} authors", *(latency("latency", authors, name, key) for name in names)]
            for key in ("p50", "p95")
        ]
    rows += [
        [f"p95 ms, 100 authors, {kind}", *(latency(kind, 100, name, "p95") for name in names)]
        for kind in ("awareness", "xml")
    ]
    for title, kind, pick in (
        ("server CPU µs per delivered edit, 100", "latency", lambda r: r.get("server_cpu_ms_per_1k_delivered")),
        (
            "database CPU µs per delivered edit, 100",
            "latency",
            lambda r: r["meter"]["db_cpu_s"] and 1e6 * r["meter"]["db_cpu_s"] / r["delivered"],
        ),
        ("undelivered, 100", "latency", lambda r: r["expected"] - r["delivered"]),
    ):
        rows.append([title, *(middle(pick(r) for r in runs(kind, name, 100) if "delivered" in r) for name in names)])
    for title, kind, pick in (
        ("kill -9: seen characters lost, all tabs closed", "crash", lambda r: r["server_alone_missing"]["seen"]),
        ("kill -9: characters doubled or lost after return", "crash", lambda r: r["after_reconnect_missing"]["typed"]),
        ("KiB stored, 10,000 edits", "storage", lambda r: r["bytes_per_10k"] * r["edits"] / 1e4 / 1024),
        ("KiB stored, 100,000 edits", "long", lambda r: r["bytes_per_10k"] * r["edits"] / 1e4 / 1024),
        ("edits taken in per second", "storage", lambda r: r["edits_per_s"]),
        ("opening 10,000 edits cold, ms", "storage", lambda r: middle_of(r["cold_open_ms"])),
        ("opening 100,000 edits cold, ms", "long", lambda r: middle_of(r["cold_open_ms"])),
        ("opening 100,000 edits warm, ms", "long", lambda r: r["warm_open_ms"]),
    ):
        cells = [middle(pick(r) for r in runs(kind, name) if "error" not in r) for name in names]
        rows.append([title, *cells])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    main()
