"""Everything pilots stores, one module per noun."""

from .cards import CardConsent, LearningCard, Reach
from .closing import Closing, ClosingDraft
from .corrections import Correction, CorrectionKind
from .cycle_tasks import CycleTask, EnoughTasks, TakenAlready
from .cycles import Act, Cycle, CycleClosed, CycleReopening, CycleStep, OneIsOpen, ScopeUnit, UnderWay
from .import_drafts import ImportDraft
from .inviting import NotReady, SomebodyJoined
from .later_ends import LaterEnd
from .measures import Direction, InTimeBefore, Measure, MeasureKind
from .next_steps import NextStep
from .notes import GROUNDWORK, NoteKind, PilotNote
from .observations import Observation, Source
from .participations import NotInvited, Participation
from .pilots import LONGEST, Closed, DataRule, Pilot, PilotDecision, Stage
from .polls import Poll, PollAnswer, PollForm
from .predictions import MOST_PREDICTIONS, EnoughPredictions, Held, NotBegun, Prediction
from .rebases import LineStands, Rebase, TakenBack
from .replications import Replication
from .strands import PilotStrand
from .tested_arrows import TestedArrow
from .visits import OpenClassroom, Visit

__all__ = [
    "PilotStrand",
    "UnderWay",
    "TakenAlready",
    "OneIsOpen",
    "NotBegun",
    "MOST_PREDICTIONS",
    "EnoughTasks",
    "EnoughPredictions",
    "CycleStep",
    "CycleReopening",
    "CycleClosed",
    "GROUNDWORK",
    "LONGEST",
    "Act",
    "CardConsent",
    "Closed",
    "Closing",
    "ClosingDraft",
    "Correction",
    "CorrectionKind",
    "Cycle",
    "CycleTask",
    "DataRule",
    "Direction",
    "Held",
    "ImportDraft",
    "InTimeBefore",
    "LaterEnd",
    "LearningCard",
    "Measure",
    "MeasureKind",
    "NextStep",
    "NotInvited",
    "NotReady",
    "NoteKind",
    "Observation",
    "OpenClassroom",
    "Participation",
    "Pilot",
    "PilotDecision",
    "PilotNote",
    "Poll",
    "PollAnswer",
    "PollForm",
    "Prediction",
    "Reach",
    "LineStands",
    "Rebase",
    "TakenBack",
    "Replication",
    "ScopeUnit",
    "SomebodyJoined",
    "Source",
    "Stage",
    "TestedArrow",
    "Visit",
]
