"""Makes this machine ready, then does what `make` was asked: run, test, check, fmt, demo, bench, sizes.

Run by machine.sh with any Python from 3.12 on. Standard library only, for nothing else may be installed yet; must not
know Django, our models or our pages.
"""

import fcntl
import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not leadership/ itself, whose modules are not for everyone to import

from leadership import system  # noqa: E402 - after the path is known
from leadership.packages import BUNDLE, PYTHON, VAR, VENV, NotReady, build_bundle, find_npm, install, make_venv  # noqa: E402

DJADE = [str(VENV / "bin" / "djade"), "--target-version", "6.1"]  # a program of its own, not a Python script


# --- set-up ---------------------------------------------------------------------------------------------------
def set_up(needs: list[system.Need], *, for_tests: bool) -> None:
    """Virtual environment, libraries of the system, editor bundle; one `make` at a time in one clone."""
    VAR.mkdir(exist_ok=True)
    with held(VAR / "setup.lock", "Another make is setting up this clone; waiting for it."):
        make_venv()
        install("requirements.lock", "requirements-dev.lock" if for_tests else "requirements.lock")
        lacking = system.provide(needs, VAR / "apt.log")
        build_bundle()
    if lacking:
        print(system.advice(lacking), end="\n\n", flush=True)
        # Without Pango only the PDF is missing. The tests would be no proof with half of them left out; but JAXB
        # has no package outside Debian, and the tests that need it say so themselves.
        if for_tests and any(need.fedora for need in lacking):
            raise NotReady("The tests need these. Install them and try again.")
        print("Going on without them.", flush=True)


# --- what make was asked ----------------------------------------------------------------------------------------
def run() -> None:
    set_up(system.TO_RUN, for_tests=False)
    become([str(PYTHON), "manage.py", "serve", "--work"], DEMO_MODE="1")


def demo() -> None:
    set_up(system.TO_RUN, for_tests=False)
    become([str(PYTHON), "manage.py", "demo"], DEMO_MODE="1")


def fmt() -> None:
    set_up([], for_tests=True)
    step("ruff check", ["-m", "ruff", "check", "--fix", "--quiet", "--output-format=concise", "."])
    step("ruff format", ["-m", "ruff", "format", "--quiet", "."])
    if pages := templates():
        # djade ends with 1 when it has changed something.
        subprocess.run([*DJADE, *pages], check=False, cwd=ROOT)


def check() -> None:
    set_up([], for_tests=True)
    with cluster_for_tests(afresh=False):
        sys.exit(not lint())


def lint() -> bool:
    """Everything but the tests; all of it, so that one look shows all there is to mend."""
    fine = step("ruff check", ["-m", "ruff", "check", "--quiet", "--output-format=concise", "."])
    fine &= step("ruff format", ["-m", "ruff", "format", "--check", "--quiet", "."])
    if pages := templates():
        fine &= step("djade", [*DJADE, "--check", *pages])
    fine &= step("migrations", ["manage.py", "makemigrations", "--check", "--dry-run", "-v", "1"])
    production = {"THROUGHLINE_ENV": "production", "SECRET_KEY": os.urandom(40).hex(), "ALLOWED_HOSTS": "example.org"}
    fine &= step("check --deploy", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], **production)
    if not fine:
        print("Not all is in order, see above. `make fmt` mends what can be mended by itself.", flush=True)
    return fine


def test() -> None:
    set_up(system.TO_TEST, for_tests=True)
    with (
        held(VAR / "test.lock", "Tests already run in this clone; waiting for them to end."),
        cluster_for_tests(afresh=True),
    ):
        fine = lint()
        if (BUNDLE / "test").is_dir():
            npm, environment = find_npm()
            fine &= step("npm test", [*npm, "test", "--silent"], cwd=BUNDLE, **environment)
        wanted = shlex.split(os.environ.get("ARGS", ""))
        workers = [] if wanted else ["-n", str(min(os.cpu_count() or 1, 4))]  # spread as tests/running_order.py says
        # pytest has the last word, so that its closing line is the last one of the log.
        command = [str(PYTHON), "-m", "pytest", "-q", *workers, *wanted]
        code = patiently(command)
    sys.exit(code or not fine)


def bench() -> None:
    set_up([], for_tests=True)
    files = sorted(path.name for path in (ROOT / "tests" / "bench").glob("*.py") if not path.name.startswith("_"))
    wanted = shlex.split(os.environ.get("ARGS", "")) or files
    with cluster_for_tests(afresh=False):
        for name in wanted:
            print(f"== tests/bench/{name}", flush=True)
            subprocess.run([str(PYTHON), f"tests/bench/{name}"], check=True, cwd=ROOT, env=environment_of_steps())


def sizes() -> None:
    """The files that outgrew what docs/style.md suggests; for reading, never a failure."""
    limits = {"views": 250, "models": 200, ".py": 400, ".html": 120, ".css": 200, ".js": 200, "tests": 500}
    listed = subprocess.run(["git", "ls-files"], check=True, cwd=ROOT, capture_output=True, text=True).stdout
    for path in map(Path, listed.splitlines()):
        kinds = [part for part in (path.parts[0], *path.parts[1:-1]) if part in limits] or [path.suffix]
        limit = limits.get(kinds[0])
        if path.suffix in limits and limit and "migrations" not in path.parts and (ROOT / path).exists():
            length = len((ROOT / path).read_text().splitlines())
            if length > limit:
                print(f"{length:5d} of {limit}  {path}")


# --- how steps are run --------------------------------------------------------------------------------------------
@contextmanager
def cluster_for_tests(*, afresh: bool):
    """A Postgres for tests alone, so that they never touch what a developer typed; or the one DATABASE_URL names."""
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    # A process of its own holds the cluster up; it lets go when its input ends, however this process ends.
    hold = "import sys; from leadership import cluster; held = cluster.join('var/test-postgres')"
    if afresh:
        hold += "; held.drop_databases('test_')"
    with subprocess.Popen(
        [str(PYTHON), "-c", f"{hold}; print(held.url(), flush=True); sys.stdin.read()"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        url = process.stdout.readline().strip()
        if not url:
            raise NotReady("The Postgres for the tests did not start.")
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
            process.stdin.close()
            process.wait()


def step(name: str, command: list[str], *, cwd: Path = ROOT, **environment: str) -> bool:
    """Run one program, Python's unless named by its path, and say in one line how it went."""
    start = time.monotonic()
    if not command[0].startswith("/"):
        command = [str(PYTHON), *command]
    result = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=environment_of_steps() | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    fine = result.returncode == 0
    print(result.stdout if not fine else "", end="")
    print(f"{name}: {'fine' if fine else 'NOT IN ORDER'} ({time.monotonic() - start:.1f} s)", flush=True)
    return fine


def patiently(command: list[str]) -> int:
    """Run to the end; when asked to stop, let the program put away the servers and browsers it started."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment_of_steps())
    try:
        return process.wait()
    except SystemExit:
        process.send_signal(signal.SIGINT)  # Ctrl-C reaches it by itself, SIGTERM does not
        raise
    finally:
        process.wait()


def environment_of_steps() -> dict[str, str]:
    chromium = system.browser()
    return os.environ | system.library_environment() | ({"CHROMIUM": chromium} if chromium else {})


def become(command: list[str], **environment: str) -> None:
    """Hand this very process over, so that Ctrl-C and every other signal reach the server itself."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command[0], command, os.environ | system.library_environment() | environment)  # noqa: S606


def templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]


@contextmanager
def held(lock: Path, meanwhile: str):
    with open(lock, "a") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(meanwhile, flush=True)
            fcntl.flock(turn, fcntl.LOCK_EX)
        yield


COMMANDS = {command.__name__: command for command in (run, demo, fmt, check, test, bench, sizes)}

if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        COMMANDS[sys.argv[1]]()
    except KeyboardInterrupt:
        sys.exit(130)
