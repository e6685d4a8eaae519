"""What Throughline needs from the operating system: is it here, and if not, install it or name the command.

Standard library only; must not know Django, our apps or the virtual environment. Never asks for a password.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")
JAVA_PARTS = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "stax-ex", "javax.activation")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Need:
    """One thing from the system: what for, how to see that it is there, and the packages that bring it."""

    purpose: str
    is_here: Callable[[], bool]
    debian: str
    fedora: str
    mac: str


def can_load(*alternatives: str) -> bool:
    """Whether the loader finds a shared library under one of its names."""
    for name in alternatives:
        for folder in ("", *(HOMEBREW if sys.platform == "darwin" else ())):
            try:
                ctypes.CDLL(os.path.join(folder, name))
            except OSError:
                continue
            return True
    return False


def has_pango() -> bool:
    return all(
        can_load(*names)
        for names in (
            ("libpango-1.0.so.0", "libpango-1.0.dylib"),
            ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
            ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        )
    )


def browser() -> str | None:
    """The path of the Chromium that drives the browser tests; `CHROMIUM` names another one."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if name and (path := shutil.which(name)):
            return path
    return next((path for path in MAC_BROWSERS if os.access(path, os.X_OK)), None)


def has_java() -> bool:
    return bool(shutil.which("java")) and subprocess.run(["java", "-version"], capture_output=True).returncode == 0


def has_jaxb() -> bool:
    return all(Path(f"/usr/share/java/{name}.jar").exists() for name in JAVA_PARTS)


def has_wide_fonts() -> bool:
    folders = ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/noto", "/usr/share/fonts/google-noto")
    return sys.platform == "darwin" or any(Path(folder).is_dir() for folder in folders)


TO_RUN = [
    Need(
        "Pango, for the plan as PDF",
        has_pango,
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "pango harfbuzz",
        "pango",
    ),
]
TO_TEST = [
    *TO_RUN,
    Need("Chromium, for the browser tests", lambda: browser() is not None, "chromium", "chromium", "--cask chromium"),
    Need("Java, for the PDF/UA validator", has_java, "default-jre-headless", "java-latest-openjdk-headless", "openjdk"),
    Need("JAXB, for the PDF/UA validator", has_jaxb, "libjaxb-java", "", ""),
    Need(
        "pdftotext, to read PDFs", lambda: bool(shutil.which("pdftotext")), "poppler-utils", "poppler-utils", "poppler"
    ),
    Need("qpdf, to check PDFs", lambda: bool(shutil.which("qpdf")), "qpdf", "qpdf", "qpdf"),
    Need("fonts for many scripts", has_wide_fonts, "fonts-noto-core", "google-noto-sans-fonts", ""),
]


def missing(needs: Iterable[Need]) -> list[Need]:
    return [need for need in needs if not need.is_here()]


def provide(needs: list[Need], log: Path) -> list[Need]:
    """Install what is missing where that takes no password (root or sudo on Debian); give back what still is."""
    lacking = missing(needs)
    allowed = as_root()
    if not lacking or allowed is None or not shutil.which("apt-get"):
        return lacking
    packages = " ".join(need.debian for need in lacking).split()
    print(f"Installing from Debian: {' '.join(packages)}", flush=True)
    quiet = {"stdin": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as output:
        for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
            # One unreachable source fails the update but need not fail the installation, which is what counts.
            subprocess.run([*allowed, "apt-get", *command], check=False, stdout=output, stderr=output, **quiet)
    return missing(lacking)


def as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; nothing asks for a password, so it may be impossible."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def advice(lacking: list[Need]) -> str:
    """Which commands bring what is missing, for the three kinds of system we know."""
    lines = ["Missing on this machine: " + "; ".join(need.purpose for need in lacking) + ".", ""]
    kinds = {
        "Debian, Ubuntu": ("sudo apt-get install", [need.debian for need in lacking]),
        "Fedora": ("sudo dnf install", [need.fedora for need in lacking]),
        "macOS": ("brew install", [need.mac for need in lacking]),
    }
    for kind, (command, packages) in kinds.items():
        if names := " ".join(filter(None, packages)):
            lines.append(f"  {kind:<16} {command} {names}")
    return "\n".join(lines)


def library_environment() -> dict[str, str]:
    """On macOS a Python that Homebrew did not build does not look where Homebrew puts Pango."""
    if sys.platform != "darwin":
        return {}
    known = os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "/usr/local/lib:/usr/lib")
    return {"DYLD_FALLBACK_LIBRARY_PATH": ":".join([HOMEBREW[0], known])}
