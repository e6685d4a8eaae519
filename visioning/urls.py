"""The addresses of visioning."""

from django.urls import path

from . import decision_urls, initiative_urls, proposal_urls, theory_urls
from .views import (
    alignment_checks,
    comments,
    conditions,
    decision_points,
    dissents,
    drafting_rounds,
    gathered_visions,
    gatherings,
    kept_words,
    listening_rounds,
    passages,
    personal_visions,
    phrases,
    shared_texts,
    shared_visions,
    suggestions,
    tellings,
    themes,
    versions,
    vision_uses,
    voices,
    weaves,
    weaving,
    whys,
)

personal_vision_urls = [
    path("me/vision/", personal_visions.personal_vision, name="personal_vision"),
    path("me/vision/file/", personal_visions.personal_vision_file, name="personal_vision_file"),
    path("my-words/", kept_words.kept_words, name="kept_words"),
]


gathering_urls = [
    path("teams/<slug:team_slug>/gatherings/", gatherings.gathering_list, name="gathering_list"),
    path("teams/<slug:team_slug>/gatherings/new/", gatherings.gathering_new, name="gathering_new"),
    path("teams/<slug:team_slug>/gatherings/<int:gathering_number>/", gatherings.gathering, name="gathering"),
    path(
        "teams/<slug:team_slug>/gatherings/<int:gathering_number>/edit/",
        gatherings.gathering_edit,
        name="gathering_edit",
    ),
    path(
        "teams/<slug:team_slug>/gatherings/<int:gathering_number>/reveal/",
        gatherings.gathering_reveal,
        name="gathering_reveal",
    ),
    path(
        "teams/<slug:team_slug>/gatherings/<int:gathering_number>/share/",
        gathered_visions.vision_share,
        name="vision_share",
    ),
    path(
        "teams/<slug:team_slug>/gatherings/<int:gathering_number>/mine/",
        gathered_visions.gathered_vision_edit,
        name="gathered_vision_edit",
    ),
    path(
        "teams/<slug:team_slug>/gatherings/<int:gathering_number>/mine/withdrawal/",
        gathered_visions.gathered_vision_withdraw,
        name="gathered_vision_withdraw",
    ),
]

ALIGNMENT = "teams/<slug:team_slug>/vision/alignment/"
CHECK = ALIGNMENT + "<int:check_number>/"

alignment_urls = [
    path(ALIGNMENT, alignment_checks.alignment_check_list, name="alignment_check_list"),
    path(ALIGNMENT + "new/", alignment_checks.alignment_check_new, name="alignment_check_new"),
    path(CHECK, alignment_checks.alignment_check, name="alignment_check"),
    path(CHECK + "answer/", alignment_checks.alignment_check_answer, name="alignment_check_answer"),
    path(CHECK + "close/", alignment_checks.alignment_check_close, name="alignment_check_close"),
    path(CHECK + "reasons/<uuid:answer_id>/reply/", alignment_checks.alignment_reply_add, name="alignment_reply_add"),
    path(
        CHECK + "replies/<int:reply_id>/removal/",
        alignment_checks.alignment_reply_remove,
        name="alignment_reply_remove",
    ),
]

dissent_urls = [
    path("teams/<slug:team_slug>/vision/dissent/", dissents.dissent_edit, name="dissent_edit"),
    path("teams/<slug:team_slug>/vision/dissent/removal/", dissents.dissent_remove, name="dissent_remove"),
]

vision_urls = [
    path("teams/<slug:team_slug>/vision/", shared_visions.shared_vision, name="shared_vision"),
    path("teams/<slug:team_slug>/vision/start/", shared_visions.shared_vision_start, name="shared_vision_start"),
    path("teams/<slug:team_slug>/vision/visit/", shared_visions.shared_vision_visit, name="shared_vision_visit"),
]

passage_urls = [
    path("teams/<slug:team_slug>/vision/passages/", passages.passage_new, name="passage_new"),
    path("teams/<slug:team_slug>/vision/passages/places/", passages.passage_places, name="passage_places"),
    path("teams/<slug:team_slug>/vision/passages/<int:passage_id>/", passages.passage, name="passage"),
]

weave_urls = [
    path("teams/<slug:team_slug>/vision/threads/", weaves.weave_list, name="weave_list"),
    path("teams/<slug:team_slug>/vision/threads/new/", weaves.weave_add, name="weave_add"),
    path("teams/<slug:team_slug>/vision/threads/<int:weave_id>/removal/", weaves.weave_remove, name="weave_remove"),
]

version_urls = [
    path("teams/<slug:team_slug>/vision/versions/", versions.version_list, name="version_list"),
    path("teams/<slug:team_slug>/vision/versions/keep/", versions.version_keep, name="version_keep"),
    path("teams/<slug:team_slug>/vision/versions/compare/", versions.version_compare, name="version_compare"),
    path("teams/<slug:team_slug>/vision/versions/<int:number>/", versions.version_detail, name="version_detail"),
    path("teams/<slug:team_slug>/vision/versions/<int:number>/name/", versions.version_edit, name="version_edit"),
    path(
        "teams/<slug:team_slug>/vision/versions/<int:number>/restore/",
        versions.version_restore,
        name="version_restore",
    ),
    path("teams/<slug:team_slug>/vision/versions/<int:number>/adoption/", versions.version_adopt, name="version_adopt"),
]

LISTENING = "teams/<slug:team_slug>/gatherings/<int:gathering_number>/listening/"
VOICE = LISTENING + "<int:number>/voices/<uuid:voice_id>/"

listening_urls = [
    path(LISTENING, listening_rounds.listening_round_list, name="listening_round_list"),
    path(LISTENING + "new/", listening_rounds.listening_round_new, name="listening_round_new"),
    path(LISTENING + "<int:number>/", listening_rounds.listening_round, name="listening_round"),
    path(LISTENING + "<int:number>/edit/", listening_rounds.listening_round_edit, name="listening_round_edit"),
    path(LISTENING + "<int:number>/link/", listening_rounds.listening_round_link, name="listening_round_link"),
    path(LISTENING + "<int:number>/poster/", listening_rounds.listening_round_poster, name="listening_round_poster"),
]

voice_urls = [
    path("listen/<str:token>/", voices.voice_add, name="voice_add"),
    path(LISTENING + "<int:number>/heard/", voices.voice_note, name="voice_note"),
    path(LISTENING + "<int:number>/voices/", voices.voice_list, name="voice_list"),
    path(VOICE + "through/", voices.voice_let_through, name="voice_let_through"),
    path(VOICE + "aside/", voices.voice_set_aside, name="voice_set_aside"),
    path(VOICE + "translation/", voices.voice_translate, name="voice_translate"),
    path(VOICE + "back/", voices.voice_take_back, name="voice_take_back"),
]

ROUND = "teams/<slug:team_slug>/vision/rounds/<int:round_number>/"

drafting_round_urls = [
    path("teams/<slug:team_slug>/vision/rounds/", drafting_rounds.drafting_round_list, name="drafting_round_list"),
    path("teams/<slug:team_slug>/vision/rounds/new/", drafting_rounds.drafting_round_new, name="drafting_round_new"),
    path(ROUND, drafting_rounds.drafting_round, name="drafting_round"),
    path(ROUND + "edit/", drafting_rounds.drafting_round_edit, name="drafting_round_edit"),
    path(ROUND + "close/", drafting_rounds.drafting_round_close, name="drafting_round_close"),
    path(ROUND + "process/<slug:sign>/", drafting_rounds.process_answer, name="process_answer"),
]

USES = "teams/<slug:team_slug>/vision/uses/"

vision_use_urls = [
    path(USES, vision_uses.vision_use_list, name="vision_use_list"),
    path(USES + "add/", vision_uses.vision_use_add, name="vision_use_add"),
    path(USES + "<int:use_id>/", vision_uses.vision_use_edit, name="vision_use_edit"),
    path(USES + "<int:use_id>/removal/", vision_uses.vision_use_remove, name="vision_use_remove"),
]

WHY = "teams/<slug:team_slug>/why/"

why_urls = [
    path(WHY, whys.why, name="why"),
    path(WHY + "start/", whys.why_start, name="why_start"),
    path(WHY + "answers/", whys.why_answers, name="why_answers"),
    path(WHY + "answers/<slug:question>/taking-back/", whys.why_answer_hide, name="why_answer_hide"),
]

telling_urls = [
    path(WHY + "tellings/", tellings.telling_list, name="telling_list"),
    path(WHY + "tellings/add/", tellings.telling_add, name="telling_add"),
    path(WHY + "tellings/<int:telling_id>/", tellings.telling_edit, name="telling_edit"),
    path(WHY + "tellings/<int:telling_id>/done/", tellings.telling_done, name="telling_done"),
    path(WHY + "tellings/<int:telling_id>/removal/", tellings.telling_remove, name="telling_remove"),
]

COMMENTS = "teams/<slug:team_slug>/vision/comments/"

comment_urls = [
    path(COMMENTS, comments.comment_list, name="comment_list"),
    path(COMMENTS + "new/", comments.comment_new, name="comment_new"),
    path(COMMENTS + "add/", comments.comment_add, name="comment_add"),
    path(COMMENTS + "about/<int:passage_id>/", comments.comment_about, name="comment_about"),
    path(COMMENTS + "<int:comment_id>/", comments.comment_edit, name="comment_edit"),
    path(COMMENTS + "<int:comment_id>/answer/", comments.comment_answer, name="comment_answer"),
    path(COMMENTS + "<int:comment_id>/removal/", comments.comment_remove, name="comment_remove"),
    path(COMMENTS + "<int:comment_id>/resolve/", comments.comment_resolve, name="comment_resolve"),
    path(COMMENTS + "<int:comment_id>/reopen/", comments.comment_reopen, name="comment_reopen"),
    path(COMMENTS + "<int:comment_id>/seen/", comments.comment_see, name="comment_see"),
]

SUGGESTIONS = "teams/<slug:team_slug>/vision/suggestions/"

suggestion_urls = [
    path(SUGGESTIONS + "add/", suggestions.suggestion_add, name="suggestion_add"),
    path(SUGGESTIONS + "<int:suggestion_id>/answer/", suggestions.suggestion_answer, name="suggestion_answer"),
    path(
        SUGGESTIONS + "<int:suggestion_id>/taking-back/", suggestions.suggestion_take_back, name="suggestion_take_back"
    ),
]

TABLE = "teams/<slug:team_slug>/weaving/<int:gathering_number>/"

weaving_urls = [
    path("teams/<slug:team_slug>/weaving/", weaving.weaving, name="weaving"),
    path(TABLE, weaving.weaving_table, name="weaving_table"),
    path(f"{TABLE}undo/", weaving.weaving_undo, name="weaving_undo"),
    path(f"{TABLE}map/", weaving.theme_map, name="theme_map"),
    path(f"{TABLE}words/<slug:handle>/", phrases.phrase_new, name="phrase_new"),
    path(f"{TABLE}phrases/", phrases.phrase_pick, name="phrase_pick"),
    path(f"{TABLE}phrases/<uuid:phrase_id>/", phrases.phrase_detail, name="phrase_detail"),
    path(f"{TABLE}phrases/<uuid:phrase_id>/themes/", phrases.placing_add, name="placing_add"),
    path(f"{TABLE}phrases/<uuid:phrase_id>/out/", phrases.placing_remove, name="placing_remove"),
    path(f"{TABLE}phrases/<uuid:phrase_id>/removal/", phrases.phrase_remove, name="phrase_remove"),
    path(f"{TABLE}themes/", themes.theme_add, name="theme_add"),
    path(f"{TABLE}themes/<int:theme_id>/", themes.theme_edit, name="theme_edit"),
    path(f"{TABLE}themes/<int:theme_id>/merge/", themes.theme_merge, name="theme_merge"),
    path(f"{TABLE}themes/<int:theme_id>/split/", themes.theme_split, name="theme_split"),
    path(f"{TABLE}themes/<int:theme_id>/removal/", themes.theme_remove, name="theme_remove"),
]

CONDITIONS = "teams/<slug:team_slug>/conditions/"
QUESTION = CONDITIONS + "<slug:guide_key>/questions/<slug:question_key>/"

# The base app's addresses below conditions/ come first: their fixed words are no keys of guides.
decision_point_urls = [
    path(QUESTION, decision_points.guide_question, name="guide_question"),
    path(QUESTION + "answer/", decision_points.guide_answer, name="guide_answer"),
    path(QUESTION + "answer/taking-back/", decision_points.guide_answer_hide, name="guide_answer_hide"),
    path(QUESTION + "decision/start/", decision_points.decision_point_start, name="decision_point_start"),
    path(QUESTION + "decision/", decision_points.decision_point_settle, name="decision_point_settle"),
    path(QUESTION + "decision/reopening/", decision_points.decision_point_reopen, name="decision_point_reopen"),
    path(QUESTION + "dissent/", decision_points.decision_dissent_edit, name="decision_dissent_edit"),
    path(
        "me/decision-dissents/<int:dissent_id>/removal/",
        decision_points.decision_dissent_remove,
        name="decision_dissent_remove",
    ),
]

condition_urls = [
    path(CONDITIONS, conditions.condition_list, name="condition_list"),
    path(CONDITIONS + "<slug:guide_key>/", conditions.condition, name="condition"),
    path(CONDITIONS + "<slug:guide_key>/<slug:stage_key>/", conditions.condition_stage, name="condition_stage"),
]

urlpatterns = [
    *decision_urls.urlpatterns,
    *proposal_urls.urlpatterns,
    *initiative_urls.urlpatterns,
    *theory_urls.urlpatterns,
    *decision_point_urls,
    *condition_urls,
    *weaving_urls,
    *comment_urls,
    *suggestion_urls,
    *drafting_round_urls,
    *vision_use_urls,
    *why_urls,
    *telling_urls,
    *listening_urls,
    *voice_urls,
    *personal_vision_urls,
    *gathering_urls,
    *alignment_urls,
    *dissent_urls,
    *vision_urls,
    *passage_urls,
    *weave_urls,
    *version_urls,
    path("texts/<uuid:text_id>/exchange/", shared_texts.text_exchange, name="text_exchange"),
    path("texts/<uuid:text_id>/authors/", shared_texts.text_authors, name="text_authors"),
]
