"""Fills the world with things that run where words are not kept words. Judges nothing."""

from itertools import cycle, islice, pairwise

from django.apps import apps
from django.db import connection
from django.db.models import URLField
from django.utils import timezone

from leadership.models import (
    Agreement,
    AssessmentAnswer,
    AssessmentRound,
    BlindLevel,
    Challenge,
    Consensus,
    ConsensusDissent,
    PlanDissent,
    PlanEdition,
    PlanSheet,
    RankedCondition,
    ReservedTime,
    Task,
)
from leadership.models.groundwork import NOTE_KINDS
from pilots.models import Measure, Observation, PilotNote
from pilots.tables import packed, table_of
from visioning.models import (
    Arrow,
    Article,
    Comment,
    DecisionInput,
    Initiative,
    Phrase,
    Statement,
    Strand,
    Theme,
    TheoryVersion,
    Version,
    Voice,
)
from visioning.theory.shape import MOST_STATEMENTS, REASONS, Column

from ..visioning.writing import Hand
from ..writing import heading, paragraph, write
from ..xss import PAYLOADS
from .oracles import text_fields


def spoil(world):
    """Every text a person can type holds a payload somewhere; each page gets its share of them."""
    own = world.places["own"]
    payloads = iter(PAYLOADS * 3)
    for person in world.people.values():
        person.name, person.strengths = next(payloads)[:120], next(payloads)[:280]
        person.save()
    for row in (own.team, own.team.school, own.team.school.district):
        row.name = next(payloads)[:120]
        row.save()
    own.team.purpose = next(payloads)[:280]
    own.team.save()
    own.join_request.note = next(payloads)[:280]
    own.join_request.save()
    Agreement.objects.bulk_create(Agreement(team=own.team, text=payload[:280]) for payload in PAYLOADS)
    blocks = [paragraph(payload) for payload in PAYLOADS]
    blocks += [paragraph((payload, {"link": {"href": payload}})) for payload in PAYLOADS]
    blocks += [heading(payload, level=next_level) for payload, next_level in zip(PAYLOADS, range(1, 10), strict=False)]
    write(own.team, world.people["member"], content=blocks, think=[paragraph(PAYLOADS[0])])
    for payload in PAYLOADS[:40]:
        version = Version.objects.filter(text=own.text).first()
        Version.objects.create(
            text=own.text, number=version.number + 1, name=payload[:120], words=version.words, kept_by=version.kept_by
        )
    Version.keep(own.text, by=world.people["member"], name=PAYLOADS[1][:120])
    spoil_what_is_woven(world, own)
    spoil_what_is_asked(own)
    spoil_what_is_theorised(own)
    spoil_what_is_piloted(own)
    spoil_what_is_decided(own)
    return world


# Keys of ours that stand in columns for words.
KEYS = {"condition", "group", "guide", "item", "stage", "suggested"}


def spoil_what_is_asked(own):
    """Every word of the work on the conditions, what was asked and the notes to it among them;"""
    payloads = cycle(PAYLOADS)
    rows = own.asked
    with connection.cursor() as cursor:  # what a round asks cannot be changed by whoever comes through the door
        cursor.execute("SET session_replication_role = replica")
        for row in AssessmentRound.objects.all():
            for part in row.wording:
                part["title"] = next(payloads)[:80]
                for item in part["items"]:
                    item |= {
                        "title": next(payloads)[:80],
                        "text": next(payloads),
                        "levels": [next(payloads) for _ in range(4)],
                    }
            row.name = next(payloads)[:120]
            row.save()
        cursor.execute("SET session_replication_role = DEFAULT")
    for answer in AssessmentAnswer.objects.all():
        answer.notes = {key: next(payloads) for key in answer.notes}
        answer.save()
    for model in (Consensus, BlindLevel, ConsensusDissent, Task, RankedCondition, ReservedTime, *NOTE_KINDS.values()):
        fields = [one for one in text_fields(model) if one.name not in KEYS]
        for row in model._default_manager.all():
            for one in fields:
                setattr(row, one.attname, next(payloads)[: one.max_length])
            row.save(update_fields=[one.attname for one in fields])
    writer = own.membership.person
    for payload in PAYLOADS[:40]:
        Task.note(own.team, writer, words=payload[:400], guide="vision", owner=writer)
        Challenge.note(own.team, writer, words=payload[:400], guide="vision", agreement=payload[:400])
    for payload in PAYLOADS[:40]:
        Hand(rows.decided.text, writer).write(payload)
        Hand(rows.being_written.text, writer).write(payload)
    rows.decided.settle(writer, "talked", timezone.localdate(), rows.decided.state)


def spoil_what_is_theorised(own):
    """Two theories as full as they may be, with everything said of their arrows; what rounds and versions hold a copy of."""
    payloads, rows, writer = cycle(PAYLOADS), own.theorised, own.membership.person
    for theory in (rows.theory, rows.other):
        standing = theory.statements.standing().count()
        lines = dict.fromkeys(payload[:300] for payload in islice(payloads, MOST_STATEMENTS - standing))
        taken = set(theory.statements.standing().values_list("words", flat=True))
        made = Statement.objects.bulk_create(
            Statement(
                theory=theory, number=100 + place, place=100 + place, column=column, words=words, written_by=writer
            )
            for place, (words, column) in enumerate(zip(lines, cycle(Column.values), strict=False))
            if words not in taken
        )
        Arrow.objects.bulk_create(
            Arrow(theory=theory, source=source, target=target, **{name: next(payloads) for name in REASONS})
            for source, target in pairwise(made)
        )
        for thing in (*made[:4], theory.arrows.standing().last()):
            thing.theory = theory
            Comment.begin(thing, writer, next(payloads), [])
    shape = rows.theory.shape()
    for version in TheoryVersion.objects.filter(theory=rows.theory):
        version.said = shape.plain()
        version.save()
    TheoryVersion.keep(rows.theory, writer, next(payloads)[:120])
    with connection.cursor() as cursor:  # what a round asks about cannot be changed by whoever comes through the door
        cursor.execute("SET session_replication_role = replica")
        for one in (rows.unnamed, rows.revealed, rows.open):
            for item in one.wording:
                item |= {"from": next(payloads), "to": next(payloads), "because": next(payloads)}
            one.save()
        cursor.execute("SET session_replication_role = DEFAULT")


def spoil_what_is_piloted(own):
    """Every word of the pilots, below their verbs: invitations that are fixed, rows that nobody has confirmed, a measure in many groups."""
    payloads, rows, writer = cycle(PAYLOADS), own.piloted, own.membership.person
    wordless = {"guide", "taken_from", "once_hash"}
    with connection.cursor() as cursor:  # the words of an invitation are kept by the database
        cursor.execute("SET session_replication_role = replica")
        for model in apps.get_app_config("pilots").get_models():
            fields = [one for one in text_fields(model) if one.name not in wordless]
            for row in model._default_manager.all() if fields else ():
                for one in fields:
                    if one.value_from_object(row):
                        setattr(row, one.attname, next(payloads)[: one.max_length])
                row.save(update_fields=[one.attname for one in fields])
        cursor.execute("SET session_replication_role = DEFAULT")
    rows.running.closing_draft.said = {
        "results": next(payloads),
        "win-0": next(payloads),
        "step-0-words": next(payloads),
    }
    rows.running.closing_draft.save()
    cells = [
        (number, (str(rows.observation.on), "4", payload[:400])) for number, payload in enumerate(PAYLOADS[:60], 1)
    ]
    rows.draft.rows = packed(table_of(cells))
    rows.draft.save()
    for kind in ("question", "win", "shift"):
        PilotNote.objects.bulk_create(
            PilotNote(pilot=rows.running, kind=kind, words=payload[:400], more=payload[:400], noted_by=writer)
            for payload in PAYLOADS[:40]
        )
    Observation.objects.bulk_create(
        Observation(measure=rows.measure, on=rows.observation.on, value=place, group=one[:60], note=one[:200])
        for place, one in enumerate(PAYLOADS)
    )
    for number, payload in enumerate(PAYLOADS[:20], 900):
        Measure.objects.create(
            pilot=rows.running, number=number, kind="process", direction="down",
            title=payload[:120], unit=payload[:40], definition=payload,
        )  # fmt: skip


def spoil_rows(model, fields, payloads):
    """Every word that stands in these fields."""
    for row in model._default_manager.all() if fields else ():
        for one in fields:
            if one.value_from_object(row):
                lead = "https://x.example/" if isinstance(one, URLField) else ""  # no form takes another scheme
                setattr(row, one.attname, (lead + next(payloads))[: one.max_length])
        row.save(update_fields=[one.attname for one in fields])


def spoil_what_is_decided(own):
    """Decisions with many voices, many initiatives and outside goals; and what is said around the plan."""
    payloads, rows, writer = cycle(PAYLOADS), own.decided, own.membership.person
    for model in (PlanSheet, PlanEdition, PlanDissent):
        spoil_rows(model, text_fields(model), payloads)
    DecisionInput.objects.bulk_create(
        DecisionInput(decision=one, person=writer, words=payload[:2000], taken="no", because=payload[:400])
        for one in (rows.turned, rows.decided)
        for payload in PAYLOADS[:30]
    )
    for number, payload in enumerate(PAYLOADS[:20], 900):
        said = {"name": payload[:120], "words": payload[:400], "lead_because": payload[:200], "noted_by": writer}
        made = Initiative.objects.create(team=own.team, number=number, **said)
        Strand.objects.create(team=own.team, passage=own.woven.passage, initiative=made, why=payload[:300], by=writer)
        Article.objects.create(
            framework=rows.framework, label=f"{number}{payload}"[:40], words=payload[:400], place=number
        )


def spoil_what_is_woven(world, own):
    """Every word of the work on the vision. Rows are changed below their verbs: what the forms would take away is there too."""
    payloads = cycle(PAYLOADS)
    wordless = {"key_hash", "language", "prompt", "sign", "question", "fragment", "guide", "decided_by"}
    # Not phrases: their words must stand in what they were picked from. They are picked anew below.
    with connection.cursor() as cursor:  # the rights of a decision, its proposals and stances are kept by the database
        cursor.execute("SET session_replication_role = replica")
        for model in (one for one in apps.get_app_config("visioning").get_models() if one not in {Phrase, Version}):
            spoil_rows(model, [one for one in text_fields(model) if one.name not in wordless], payloads)
        cursor.execute("SET session_replication_role = DEFAULT")
    rows = own.woven
    for number, payload in enumerate(PAYLOADS[:40]):
        Voice.note(rows.listening, world.people["member"], words=payload[:1200], translation=payload[:1200])
        Theme.objects.create(gathering=rows.table, name=f"{number} {payload}"[:120])
    for voice in rows.listening.voices.shown()[:20]:
        phrase = Phrase.pick(rows.table, voice, "words", 0, len(voice.words), world.people["member"])
        rows.theme.lay(phrase, world.people["member"])
    for phrase in Phrase.objects.exclude(vision=None):
        phrase.words = getattr(phrase.vision, phrase.prompt)[:200]
        phrase.start, phrase.end = 0, len(phrase.words)
        phrase.save()
