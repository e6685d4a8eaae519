"""Live writing beside other servers in one run, with the load harness in the folder that COEDIT names.

The harness and the other servers are not part of this project; docs/benchmarks.md says where they come from.
Starts the app as `make run` does on the database of DATABASE_URL, which it fills with a text of its own.

    COEDIT=/path/to/coedit make bench ARGS=coedit.py      (set QUICK=1 for a short look)
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
TEXT = str(UUID(int=0xC0ED17))
PORT = 15008
ORIGIN = f"http://127.0.0.1:{PORT}"
QUICK = os.environ.get("QUICK") == "1"
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
    peers = [ours, *json.loads((harness.parent / "peers.json").read_text())]
    peers = [
        peer
        for peer in peers
        if peer["name"] in os.environ.get("PEERS_TO_RUN", "throughline,hocuspocus-sqlite,yws-leveldb").split(",")
    ]
    (work / "peers.json").write_text(json.dumps(peers))

    def bench(mode: str, peer: str, *options: str) -> None:
        extra = ["--headers-file", str(work / "headers.json")] if peer == "throughline" else []
        command = ["node", "bench.mjs", mode, "--peer", peer, "--peers", str(work / "peers.json"), "--brief"]
        out = ["--out", str(work / f"{mode}.jsonl")]
        subprocess.run([*command, *out, *extra, *options], cwd=harness, check=False)

    names = [peer["name"] for peer in peers]
    seconds = "8" if QUICK else "30"
    for repetition in range(1 if QUICK else 3):
        for authors in ("10", "100", "200"):
            for name in names:
                options = ["--authors", authors, "--seconds", seconds, "--rep", str(repetition)]
                bench("latency", name, *options)
    for extra in (["--awareness"], ["--shape", "xml"]):
        for name in names:
            bench("latency", name, "--authors", "100", "--seconds", seconds, *extra)
    for name in names:
        bench("crash", name, "--authors", "20", "--seconds", "8" if QUICK else "15")
        bench("storage", name, "--edits", "10000")
        if not QUICK:
            bench("storage", name, "--edits", "100000")


if __name__ == "__main__":
    main()
