"""`manage.py serve`: bring the database up to date and serve everything from one process, as `make run` does.

Knows how the parts are started, not what they do.
"""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager, nullcontext, suppress
from importlib.util import find_spec

import uvicorn
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FRAMES = "visioning.live.frames"
ENDS = (KeyboardInterrupt, SystemExit)
PATIENCE = 5  # seconds for the worker to end by itself


class Command(BaseCommand):
    help = "Bring the database up to date and serve Throughline at HOST (127.0.0.1) and PORT (8000)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument("--work", action="store_true", help="start a worker as well, and stop it at the end")

    def handle(self, *, host, port, work, **options):
        listener = listen(host, port)
        self.prepare_database()
        connection.close()  # pages get theirs from the pool that leadership/asgi.py sets up
        config = uvicorn.Config(
            "leadership.asgi:application",
            ws=f"{FRAMES}:FrameProtocol" if find_spec(FRAMES) else "websockets-sansio",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,  # an open page must not keep Ctrl-C waiting
        )
        server = Server(config)
        server.announce = lambda: self.announce(*listener.getsockname()[:2])
        # uvicorn raises once more what it was ended by, after everything has been put away.
        with listener, worker(*listener.getsockname()[:2]) if work else nullcontext(), suppress(*ENDS):
            server.run(sockets=[listener])
        if not server.started:
            raise CommandError("The server could not start, see above.")
        self.stdout.write("Throughline has stopped. What was typed is kept.")

    def prepare_database(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date …")
            call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO_MODE and "demo" in get_commands():
            call_command("demo", if_empty=True, stdout=self.stdout)

    def announce(self, host, port):
        self.stdout.write(f"\nThroughline is ready: http://{host}:{port}/\n")
        if settings.DEMO_MODE:
            self.stdout.write("Enter the demo school with one click there, or sign up and make a school of your own.")
        if not os.environ.get("EMAIL_HOST"):
            self.stdout.write("Mail, such as sign-in codes, is printed here instead of sent.")
        self.stdout.write("Ctrl-C ends it.\n")
        self.stdout.flush()


class Server(uvicorn.Server):
    """uvicorn, saying so in our words once it answers."""

    async def startup(self, sockets=None):
        await super().startup(sockets)
        if not self.should_exit:
            self.announce()


def listen(host, port):
    """The open port, taken before anything slow happens."""
    try:
        number = int(port)
    except ValueError:
        raise CommandError(f"PORT must be a number, not {port!r}.") from None
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, number))
    except (OSError, OverflowError) as problem:
        listener.close()
        raise CommandError(
            f"Port {number} cannot be used ({problem}). Perhaps Throughline already runs there: look at "
            f"http://{host}:{number}/. For a second one, choose another port: make run PORT={(number % 65000) + 1}"
        ) from None
    listener.listen(2048)
    return listener


@contextmanager
def worker(host, port):
    """A worker beside the server. It ends with its input, so also where this process is ended by force."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work", "--until-input-ends"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"SITE_URL": os.environ.get("SITE_URL") or f"http://{host}:{port}"},
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the server, which then ends the worker
    )
    try:
        yield
    finally:
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
