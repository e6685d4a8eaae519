"""How long a plan of twelve pages takes to print: our press, WeasyPrint out of the box, Chromium.

    make bench ARGS=plan_pdf.py            five warm prints each, three rounds, engines in turn
    make bench ARGS="plan_pdf.py 9"        nine warm prints each

Prints a table for docs/benchmarks.md. Run it on a quiet machine; no database is needed.
"""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")  # never asked

import django

django.setup()

from leadership.models import (  # noqa: E402
    Agreement,
    Challenge,
    Membership,
    Person,
    Position,
    RankedCondition,
    Role,
    School,
    Shift,
    Team,
)
from leadership.plan import Plan, count_positions, parts_of  # noqa: E402
from leadership.plan_conditions import (  # noqa: E402
    Asked,
    ConditionNow,
    ConditionWork,
    PlannedTask,
    SeenDifferently,
    Settled,
)
from leadership.press import STATIC, style_text  # noqa: E402
from leadership.printing import Printer  # noqa: E402
from leadership.views.plan import plan_html  # noqa: E402
from visioning.alignment_result import Reason, Result, may_show, rows_of  # noqa: E402
from visioning.alignment_words import rule_sentence, sentence, verdict  # noqa: E402
from visioning.grown import grew_from  # noqa: E402
from visioning.live.authorship import Contribution  # noqa: E402
from visioning.live.reading import Block, Reading, Run  # noqa: E402
from visioning.models import DERIVED, ORGANIZER, VisionUse  # noqa: E402
from visioning.plan_standing import Standing  # noqa: E402
from visioning.plan_threads import Origins  # noqa: E402

ROUNDS = 3
SENTENCE = "Every child is known well by at least one adult, and every adult has a hand in how we teach. "
ID = (1, 0)
CLOCK = count(1)
DAY = datetime(2026, 11, 2, tzinfo=UTC)


def words(count, **looks):
    return Run((SENTENCE * count).strip(), ID, **looks)


def block(kind, *children, number=0):
    return Block(kind, (1, next(CLOCK)), children, number)


def chapter(number):
    """A heading, two paragraphs, a list with one long item, a quotation: about four fifths of a page."""
    return [
        block("heading", Run(f"What we mean, part {number}", ID), number=2),
        block("paragraph", words(5), words(1, strong=True), words(2)),
        block("paragraph", words(4)),
        block(
            "bullet_list",
            block("list_item", block("paragraph", words(1))),
            block("list_item", block("paragraph", words(2)), block("paragraph", words(1, em=True))),
            block("list_item", block("paragraph", words(1, href="https://school.example/"))),
        ),
        block("blockquote", block("paragraph", words(2))),
    ]


def the_standing():
    """A check that nine answered with their names, two who see it differently, what the vision decided."""
    levels = [5, 5, 4, 4, 4, 4, 3, 2, 2]
    check = SimpleNamespace(is_named=True, share=75, floor=3, lowest=2, answers_needed=6, closed_at=DAY)
    check.version = SimpleNamespace(label="After meeting 20")
    what, found = may_show(check, levels), verdict(check, levels)
    reply = SimpleNamespace(words=SENTENCE)
    result = Result(
        check=check,
        enough=found.enough,
        sentence=sentence(check, what, found),
        rule_sentence=rule_sentence(check),
        answered_sentence="9 of 9 people asked have answered.",
        middle="",
        rows=rows_of(what, [(level, "") for level in levels]),
        withheld="",
        reasons=tuple(Reason("id", SENTENCE, "", "", True, replies) for replies in ((), (reply,))),
        _shown=what,
    )
    dissents = tuple(SeenDifferently(SENTENCE * 2, f"Person {n}", DAY.date()) for n in (1, 2))
    uses = tuple(VisionUse(what=f"Idea {n}", outcome="go", how=SENTENCE, on=DAY.date()) for n in range(6))
    return Standing(result, dissents, None, None, uses, 3)


def about(row):
    row.about = "Supportive administration"
    return row


def the_work():
    """Three conditions looked at, four placed, some tasks and notes."""
    day = DAY.date()
    dissent = SeenDifferently(SENTENCE, "Person 3", day)
    settled = Settled("Starting", SENTENCE * 2, day, "Autumn", (dissent,))
    asked = Asked("Autumn", day, "26 of 30 asked", SENTENCE)
    tasks = tuple(PlannedTask(SENTENCE, "Work structures", f"Person {n}", day, False, None) for n in range(4))
    return ConditionWork(
        conditions=tuple(ConditionNow(label, settled, asked) for label in ("Vision", "Structures", "Influence")),
        order=tuple(about(RankedCondition(reason=SENTENCE, begins_on=day)) for _number in range(4)),
        open_tasks=tasks,
        done_tasks=tuple(replace(task, done_on=day) for task in tasks),
        challenges=tuple(about(Challenge(words=SENTENCE, kind="both", agreement=SENTENCE)) for _number in range(2)),
        shifts=tuple(about(Shift(words=SENTENCE, now=SENTENCE, who="teachers")) for _number in range(2)),
    )


def the_plan():
    """Twelve pages as a team of nine might have them after a year."""
    content = [part for number in range(1, 2) for part in chapter(number)]
    fragments = {"content": tuple(content)} | {
        section.key: tuple(chapter(number)[2:3]) for number, section in enumerate((*ORGANIZER, *DERIVED))
    }
    reading = Reading(fragments)
    notes = {one.id: grew_from(6) for one in content if one.kind == "paragraph"}
    origins = Origins(notes, tuple(f"Person {number}" for number in range(14)), 4, 7, len(notes))
    team = Team(name="Northside leadership team", slug="northside", school=School(name="Northside", slug="northside"))
    memberships = tuple(
        Membership(team=team, role=Role.MEMBER, person=Person(name=f"Person {number}", positions=[position]))
        for number, position in enumerate([*Position.values, "teacher"])
    )
    versions = tuple(
        SimpleNamespace(number=n, name=f"After meeting {n}", word_count=40 * n, kept_at=DAY, adopted_at=None)
        for n in range(20, 0, -1)
    )
    return Plan(
        team=team,
        day=date(2026, 11, 21),
        memberships=memberships,
        positions=tuple(count_positions(memberships)),
        contributions=tuple(Contribution(number, f"Person {number}", 100) for number in range(9)),
        adoption=SimpleNamespace(at=DAY, people_count=9, version=versions[0] if versions else None),
        adopters=tuple(f"Person {number}" for number in range(9)),
        vision=reading.html("content", first_heading=3, notes=notes),
        organizer=parts_of(ORGANIZER, reading),
        versions=versions,
        quiet_versions=31,
        newer_versions=True,
        agreements=tuple(Agreement(text=SENTENCE) for _number in range(6)),
        derived=parts_of(DERIVED, reading),
        origins=origins,
        standing=the_standing(),
        work=the_work(),
    )


def memory_of(pid):
    """The peak of a process's own memory, in MiB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


def processor_seconds():
    """What everything this process started has used so far, in seconds of processor time."""
    ticks, parents = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            ticks[int(entry.name)] = sum(map(int, fields[11:15]))
    family = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks.get(pid, 0) for pid in family) / os.sysconf("SC_CLK_TCK")


def timed(engine, times):
    """Seconds of the first print, medians of the warm ones (wall, processor), bytes, pages, memory."""
    begin, go, end = engine
    started = time.perf_counter()
    state = begin()
    pdf = go(state)
    first = time.perf_counter() - started
    warm, used = [], []
    for _time in range(times):
        started, before = time.perf_counter(), processor_seconds()
        pdf = go(state)
        warm.append(time.perf_counter() - started)
        used.append(processor_seconds() - before)
    memory = end(state)
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pages = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages"))
    return first, statistics.median(warm), statistics.median(used), len(pdf), pages, memory


def our_press(html):
    def end(printer):
        memory = memory_of(printer.press.pid)
        printer.close()
        return memory

    return Printer, lambda printer: printer.pdf(html), end


CHILD = """
import struct, sys
from weasyprint import HTML, CSS
sys.path.insert(0, {root!r})
from leadership.press import closed_fetcher
while header := sys.stdin.buffer.read(4):
    html = sys.stdin.buffer.read(struct.unpack(">I", header)[0]).decode()
    pdf = HTML(string=html, url_fetcher=closed_fetcher()).write_pdf({options})
    sys.stdout.buffer.write(struct.pack(">I", len(pdf)) + pdf)
    sys.stdout.buffer.flush()
"""


def plain_weasyprint(html):
    """The same page and style sheet without what the press does: kept open, nothing else warm."""
    import struct  # noqa: PLC0415 - only this engine speaks by itself

    with_style = html.replace("</head>", f"<style>{style_text()}</style></head>").encode()
    source = CHILD.format(root=str(STATIC.parent), options='pdf_variant="pdf/ua-1"')

    def begin():
        return subprocess.Popen(
            [sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def go(child):
        child.stdin.write(struct.pack(">I", len(with_style)) + with_style)
        child.stdin.flush()
        return child.stdout.read(struct.unpack(">I", child.stdout.read(4))[0])

    def end(child):
        memory = memory_of(child.pid)
        child.stdin.close()
        child.wait()
        return memory

    return begin, go, end


def chromium(html):
    """A browser kept open; its PDF is tagged but does not pass PDF/UA."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development dependency

    fonts = STATIC / "dist" / "fonts"
    style = style_text().replace("font:", f"file://{fonts}/")
    page_html = html.replace("</head>", f"<style>{style}</style></head>")

    def begin():
        runner = sync_playwright().start()
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        return runner, runner.chromium.launch(executable_path=path, args=["--no-sandbox"])

    def go(state):
        page = state[1].new_page()
        page.set_content(page_html, wait_until="load")
        pdf = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        page.close()
        return pdf

    def end(state):
        state[1].close()
        state[0].stop()
        return 0

    return begin, go, end


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    html = plan_html(the_plan())
    engines = {
        "our press": our_press(html),
        "WeasyPrint, out of the box": plain_weasyprint(html),
        "Chromium, kept open": chromium(html),
    }
    found = {name: [] for name in engines}
    for _round in range(ROUNDS):
        for name, engine in engines.items():
            try:
                found[name].append(timed(engine, times))
            except Exception as error:  # a missing browser must not hide the rest
                print(f"{name}: {error}", file=sys.stderr)
    print(f"load {os.getloadavg()[0]:.2f}, {os.cpu_count()} cores, {ROUNDS} rounds of {times} warm prints\n")
    print("| printed by | first s | warm s (median; range of rounds) | of it processor s | MiB | kB | pages |")
    print("|---|---|---|---|---|---|---|")
    for name, rounds in found.items():
        if rounds:
            warm = [one[1] for one in rounds]
            print(
                f"| {name} | {statistics.median(one[0] for one in rounds):.2f} "
                f"| {statistics.median(warm):.2f} ({min(warm):.2f}–{max(warm):.2f}) "
                f"| {statistics.median(one[2] for one in rounds):.2f} "
                f"| {rounds[-1][5] or '–'} | {rounds[-1][3] // 1000} | {rounds[-1][4]} |"
            )


if __name__ == "__main__":
    main()
