"""Postgres crashes or drops its connections while people type: what was echoed is there, what was not is sent again."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from leadership import cluster as clusters
from tests.visioning.live_updates import words_of
from tests.visioning.live_writing.clients import ROOT, Server, Writer, closed, database_url
from visioning.live import store

from .crowd import Crowd, assert_whole, missing

pytestmark = pytest.mark.slow


class Crashing:
    """A cluster of its own, with our tables, that may be killed."""

    def __init__(self):
        self.place = Path(tempfile.mkdtemp(prefix="tl-crash-"))
        self.place.chmod(0o755)
        make = "import sys; from leadership.cluster import Cluster; Cluster(__import__('pathlib').Path(sys.argv[1])).join()"
        subprocess.run([sys.executable, "-c", make, str(self.place / "pg")], cwd=ROOT, check=True)
        self.cluster = clusters.Cluster(self.place / "pg")
        self.url = self.cluster.url()
        self.start()
        self.fill()

    def fill(self):
        """Our tables as the test database has them: copying takes a tenth of what migrating takes."""
        if not connection.settings_dict["NAME"].startswith("test_"):
            self.manage("migrate", "-v0")  # no test of this run asked for a test database
            return
        file = self.place / "tables.sql"
        dump = [clusters.binary("pg_dump"), "--no-owner", f"--file={file}", f"--dbname={database_url()}"]
        load = [clusters.binary("psql"), "-qX", "-v", "ON_ERROR_STOP=1", f"--file={file}", self.url]
        for command in (dump, load):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def manage(self, *arguments):
        env = {**os.environ, "DATABASE_URL": self.url, "DEMO_MODE": "1"}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout

    def crash(self):
        """The postmaster dies; its children follow when they notice."""
        os.kill(self.cluster.server_pid(), signal.SIGKILL)
        self.process.wait()

    def start(self, **settings):
        prefix, options = clusters.as_server_user(self.place)
        command = [*prefix, clusters.binary("postgres"), "-D", str(self.cluster.directory)]
        settings = {**clusters.SETTINGS, "unix_socket_directories": str(self.cluster.socket_directory), **settings}
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        for _ in range(50):  # the dead server's children may hold its memory for a moment
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
            while self.process.poll() is None:
                if self.cluster.is_up():
                    return
                time.sleep(0.02)
            time.sleep(0.1)
        raise AssertionError("Postgres does not come back")

    def words(self, text_id):
        with psycopg.connect(self.url) as connection:
            rows = connection.execute(store.PIECES, {"text": text_id}).fetchall()
        return words_of(store.merge([bytes(data) for _, data in rows]))

    def crowd(self, server, size=10):
        made = json.loads(self.manage("load_text", "--writers", "2", "--origin", server.origin))
        cookies = [headers["Cookie"] for headers in made["headers"]]
        text_id = UUID(made["text"])
        return text_id, Crowd([Writer(server, cookies[number % 2], text_id) for number in range(size)])

    def end(self):
        os.kill(self.cluster.server_pid(), signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.place, ignore_errors=True)


@pytest.fixture(scope="module")
def postgres(django_db_setup):
    running = Crashing()
    yield running
    running.end()


@pytest.fixture
def serve(postgres):
    running = []

    def start(app="leadership.asgi:application"):
        running.append(Server(postgres.url, app))
        return running[-1].start()

    yield start
    for server in running:
        server.stop()


def run(scene):
    return asyncio.run(asyncio.wait_for(scene, 60))


def test_a_crash_of_postgres_loses_nothing(postgres, serve):
    server = serve()
    text_id, crowd = postgres.crowd(server)

    async def scene():
        await crowd.join()
        crowd.start_typing()
        await asyncio.sleep(0.8)
        postgres.crash()
        await asyncio.sleep(0.4)
        seen = crowd.seen()
        await asyncio.to_thread(postgres.start)
        back = time.monotonic()
        alone = await asyncio.to_thread(postgres.words, text_id)
        assert missing(seen, alone) == set(), "somebody saw what was not on disk"
        assert len(seen) > 100
        await crowd.stop_typing()
        await crowd.all_saved(10)
        assert time.monotonic() - back < 10
        assert all(author.writer.code is None for author in crowd.authors), "nobody had to come back"
        await crowd.close()

    run(scene())
    assert_whole(postgres.words(text_id), crowd.typed())


def test_connections_cut_while_typing_lose_nothing(postgres, serve):
    server = serve()
    text_id, crowd = postgres.crowd(server)

    def cut():
        with psycopg.connect(postgres.url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    async def scene():
        await crowd.join()
        crowd.start_typing()
        for _ in range(4):
            await asyncio.sleep(0.25)
            await asyncio.to_thread(cut)
        await crowd.stop_typing()
        await crowd.all_saved()
        await crowd.close()

    run(scene())
    assert_whole(postgres.words(text_id), crowd.typed())


@pytest.fixture(scope="module")
def careless(postgres):
    """Postgres answers before it has written, and writes seldom. The last tests of this module use it."""
    postgres.crash()
    postgres.start(synchronous_commit="off", wal_writer_delay="10s")


def test_control_a_careless_postgres_loses_what_people_saw(postgres, careless, serve):
    server = serve("tests.faults.unguarded:application")
    text_id, crowd = postgres.crowd(server)

    async def scene():
        await crowd.join()
        crowd.start_typing()
        await asyncio.sleep(1)
        seen = crowd.seen()
        postgres.crash()
        await crowd.stop_typing()
        return seen

    seen = run(scene())
    postgres.start(synchronous_commit="off")
    assert len(missing(seen, postgres.words(text_id))) > 0, "this harness would not notice a loss"


def test_a_careless_postgres_is_refused(postgres, careless, serve):
    server = serve()
    _, crowd = postgres.crowd(server, size=1)
    writer = crowd.authors[0].writer

    async def scene():
        await writer.open()
        assert await closed(writer) == 1011
        assert "not safe" in writer.reason
        assert writer.frames == []

    run(scene())
