"""Everything visioning stores, one module per noun."""

from .alignment import AlignmentCheck, AnsweredAlready, CheckClosed, CheckOpen
from .alignment_answers import LEVELS, AlignmentAnswer, AlignmentReply, AlignmentTurn
from .arrows import Arrow, ArrowState, TiedAlready, ToItself
from .belief_answers import Belief, BeliefTurn, Sure
from .beliefs import BeliefRound, NothingToAsk
from .comments import Comment, Mention
from .decision_inputs import DecisionInput, InputClosed
from .decision_outcomes import DecisionReview, OtherWay, Reviewed
from .decision_points import DecidedMeanwhile, DecisionDissent, DecisionPoint, NothingDecided
from .decision_stages import DecisionStage, MovedOn, Rule
from .decisions import Decision, NotReady
from .dissents import Dissent
from .drafting import DraftingRound, Openness, ProcessAnswer, RoundOpen, SignAnswer
from .frameworks import Article, Crossing, Framework, LabelTaken
from .gathered_visions import GatheredVision
from .gatherings import Gathering, LateRule, TakesNoMore
from .goals import CutOff, Goal
from .guide_answers import GuideAnswer
from .initiatives import Filtering, Initiative, InitiativeSupporter, Kept
from .listening import ListeningQuestion, ListeningRound
from .objections import Objection, ObjectionAnswer
from .passages import Passage
from .personal_visions import PROMPTS, PersonalVision, Prompt, Stale, put_together
from .phrases import LONGEST_PHRASE, Gone, Phrase, TooLong, sources_of
from .private_answers import LONGEST_ANSWER
from .problems import Check, Evidence, NoEvidence, ProblemOfPractice
from .proposals import Proposal, TooFew
from .shared_texts import SharedText, TextClient, TextSnapshot, TextUpdate
from .shared_visions import CONTENT, DERIVED, NOW, ORGANIZER, SECTIONS, Section, SharedVision
from .stances import SaidThemselves, Stance, TakesNoPart, TurnedOver
from .statements import SaidAlready, Statement
from .strands import Strand
from .suggestions import Suggestion, SuggestionState
from .text_words import TextWords
from .themes import NameTaken, Placing, Theme, TooMany
from .theories import Theory
from .theory_versions import TheoryVersion
from .uses import Outcome, Telling, VisionUse
from .versions import Adoption, Version, Visit
from .voices import LONGEST_VOICE, NotAsSeen, Voice, VoiceState
from .weaves import Weave
from .whys import BELIEFS, BENEFITS, LEDGER, WHY_QUESTIONS, MyAnswers, Why, WhyAnswer, WhyQuestion

__all__ = [
    "TextWords",
    "Strand",
    "InitiativeSupporter",
    "Kept",
    "LabelTaken",
    "Initiative",
    "Filtering",
    "Framework",
    "Crossing",
    "Article",
    "DecisionStage",
    "Rule",
    "DecisionReview",
    "OtherWay",
    "Reviewed",
    "ObjectionAnswer",
    "TooFew",
    "SaidThemselves",
    "TakesNoPart",
    "TurnedOver",
    "Decision",
    "Stance",
    "Proposal",
    "Objection",
    "DecisionInput",
    "InputClosed",
    "MovedOn",
    "NotReady",
    "sources_of",
    "TooMany",
    "TooLong",
    "NameTaken",
    "Gone",
    "LONGEST_PHRASE",
    "BELIEFS",
    "BENEFITS",
    "CONTENT",
    "DERIVED",
    "LEDGER",
    "LEVELS",
    "LONGEST_ANSWER",
    "LONGEST_VOICE",
    "NOW",
    "ORGANIZER",
    "PROMPTS",
    "SECTIONS",
    "WHY_QUESTIONS",
    "Adoption",
    "Arrow",
    "ArrowState",
    "Belief",
    "BeliefRound",
    "BeliefTurn",
    "Check",
    "CutOff",
    "Evidence",
    "Goal",
    "ProblemOfPractice",
    "SaidAlready",
    "Statement",
    "Sure",
    "Theory",
    "TheoryVersion",
    "TiedAlready",
    "ToItself",
    "AlignmentAnswer",
    "AlignmentCheck",
    "AlignmentReply",
    "AlignmentTurn",
    "AnsweredAlready",
    "CheckClosed",
    "CheckOpen",
    "Comment",
    "DecidedMeanwhile",
    "NoEvidence",
    "NothingDecided",
    "NothingToAsk",
    "DecisionDissent",
    "DecisionPoint",
    "Dissent",
    "DraftingRound",
    "GatheredVision",
    "Gathering",
    "GuideAnswer",
    "LateRule",
    "ListeningQuestion",
    "ListeningRound",
    "Mention",
    "MyAnswers",
    "NotAsSeen",
    "Openness",
    "Outcome",
    "Passage",
    "PersonalVision",
    "Phrase",
    "Placing",
    "ProcessAnswer",
    "Prompt",
    "RoundOpen",
    "Section",
    "SharedText",
    "SharedVision",
    "SignAnswer",
    "Stale",
    "Suggestion",
    "SuggestionState",
    "TakesNoMore",
    "Telling",
    "TextClient",
    "TextSnapshot",
    "TextUpdate",
    "Theme",
    "Version",
    "VisionUse",
    "Visit",
    "Voice",
    "VoiceState",
    "Weave",
    "Why",
    "WhyAnswer",
    "WhyQuestion",
    "put_together",
]
