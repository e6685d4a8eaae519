"""How soon a team's news reach every open page: 200 sockets of one team on one process, on the database of DATABASE_URL.

make bench ARGS=news.py
LISTENERS=50 make bench ARGS=news.py      for a short look
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import psycopg
import websockets

ROOT = Path(__file__).resolve().parents[2]
TEXT = str(UUID(int=0xC0ED17))
PORT = 15009
ORIGIN = f"http://127.0.0.1:{PORT}"
LISTENERS = int(os.environ.get("LISTENERS", "200"))
ROUNDS = 40
SERVE = [
    *(sys.executable, "-m", "uvicorn", "leadership.asgi:application", "--port", str(PORT)),
    *("--ws", "visioning.live.frames:FrameProtocol", "--log-level", "warning", "--timeout-graceful-shutdown", "2"),
]


def manage(*arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


async def listen(slug: str, headers: dict, heard: asyncio.Queue):
    socket = await websockets.connect(
        f"ws://127.0.0.1:{PORT}/ws/teams/{slug}/news/",
        additional_headers={"Cookie": headers["Cookie"]},
        origin=ORIGIN,
        compression=None,
    )
    assert await socket.recv() == "."

    async def read():
        async for topic in socket:
            heard.put_nowait((topic, time.perf_counter()))

    return socket, asyncio.create_task(read())


async def measure(slug: str, headers: list[dict], team: int) -> None:
    heard: asyncio.Queue = asyncio.Queue()
    began = time.perf_counter()
    opened = await asyncio.gather(*(listen(slug, one, heard) for one in headers))
    print(f"{len(opened)} pages listening after {time.perf_counter() - began:.2f} s")
    await asyncio.sleep(1)
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        last, middle = [], []
        for number in range(ROUNDS):
            while not heard.empty():
                heard.get_nowait()
            topic, began = f"topic-{number}", time.perf_counter()
            await connection.execute("SELECT pg_notify('throughline_news', %s)", [f"{team}:{topic}"])
            times = []
            while len(times) < len(opened):
                said, at = await asyncio.wait_for(heard.get(), 10)
                if said == topic:
                    times.append(1000 * (at - began))
            last.append(max(times))
            middle.append(statistics.median(times))
            await asyncio.sleep(0.05)
    print(f"from telling to the middle page: {statistics.median(middle):.1f} ms (median of {ROUNDS})")
    print(f"from telling to the last page: {statistics.median(last):.1f} ms, at worst {max(last):.1f} ms")
    for socket, reading in opened:
        reading.cancel()
        await socket.close()


def main() -> None:
    os.environ["DEMO_MODE"] = "1"
    manage("migrate", "-v0")
    made = json.loads(manage("load_text", "--writers", str(LISTENERS), "--origin", ORIGIN, "--text", TEXT))
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        team, slug = connection.execute(
            "SELECT t.id, t.slug FROM leadership_team t JOIN visioning_sharedtext s ON s.team_id = t.id WHERE s.id = %s",
            [TEXT],
        ).fetchone()
    server = subprocess.Popen(SERVE, cwd=ROOT, env={**os.environ, "DEMO_MODE": ""})
    try:
        time.sleep(4)
        asyncio.run(measure(slug, made["headers"], team))
    finally:
        server.terminate()
        server.wait(15)


if __name__ == "__main__":
    main()
