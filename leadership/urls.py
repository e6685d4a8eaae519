"""The site map. Each app adds its own list; one flat set of names, each the name of its view."""

from django.contrib import admin
from django.urls import include, path

from leadership import plan_urls, search_urls, since_urls, thread_urls
from leadership.views import (
    agreements,
    assessments,
    condition_order,
    consensus,
    demo,
    districts,
    guides,
    home,
    invitations,
    joining,
    me,
    notes,
    people,
    reserved_times,
    results,
    schools,
    site,
    tasks,
    teams,
)

site_urls = [
    path("", home.home, name="home"),
    path("healthz", site.healthz, name="healthz"),
    path("privacy/", site.privacy, name="privacy"),
    path("accessibility/", site.accessibility_statement, name="accessibility_statement"),
    path("help/", site.help, name="help"),
    path("demo/enter/", demo.demo_enter, name="demo_enter"),
]

me_urls = [
    path("me/", me.me, name="me"),
    path("me/delete/", me.me_delete, name="me_delete"),
    path("me/invitations/<int:invitation_id>/", invitations.invitation_answer, name="invitation_answer"),
]

joining_urls = [
    path("invitations/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("join/<str:token>/", joining.team_join, name="team_join"),
    path("join/school/<str:token>/", joining.school_join, name="school_join"),
    path("join/district/<str:token>/", joining.district_join, name="district_join"),
]

district_urls = [
    path("districts/new/", districts.district_new, name="district_new"),
    path("districts/<slug:district_slug>/", districts.district_home, name="district_home"),
    path("districts/<slug:district_slug>/edit/", districts.district_edit, name="district_edit"),
    path("districts/<slug:district_slug>/link/", districts.district_link, name="district_link"),
    path("districts/<slug:district_slug>/members/", districts.district_member_add, name="district_member_add"),
    path(
        "districts/<slug:district_slug>/members/<int:member_id>/",
        districts.district_member_edit,
        name="district_member_edit",
    ),
    path(
        "districts/<slug:district_slug>/schools/<int:school_id>/removal/",
        districts.district_school_remove,
        name="district_school_remove",
    ),
]

school_urls = [
    path("schools/new/", schools.school_new, name="school_new"),
    path("schools/<slug:school_slug>/", schools.school_home, name="school_home"),
    path("schools/<slug:school_slug>/edit/", schools.school_edit, name="school_edit"),
    path("schools/<slug:school_slug>/link/", schools.school_link, name="school_link"),
    path("schools/<slug:school_slug>/leaving/", schools.school_leave, name="school_leave"),
    path("schools/<slug:school_slug>/staff/<int:staff_id>/", schools.staff_member_edit, name="staff_member_edit"),
    path("schools/<slug:school_slug>/teams/new/", teams.team_new, name="team_new"),
    path("schools/<slug:school_slug>/teams/<int:team_id>/request/", joining.team_ask, name="team_ask"),
]

team_urls = [
    path("teams/<slug:team_slug>/", teams.team_home, name="team_home"),
    path("teams/<slug:team_slug>/edit/", teams.team_edit, name="team_edit"),
    path("teams/<slug:team_slug>/leaving/", people.team_leave, name="team_leave"),
    path("teams/<slug:team_slug>/people/", people.team_people, name="team_people"),
    path("teams/<slug:team_slug>/people/link/", people.team_link, name="team_link"),
    path("teams/<slug:team_slug>/people/<int:membership_id>/", people.membership_edit, name="membership_edit"),
    path(
        "teams/<slug:team_slug>/people/requests/<int:request_id>/",
        people.join_request_answer,
        name="join_request_answer",
    ),
    path("teams/<slug:team_slug>/people/invitations/", invitations.invitation_send, name="invitation_send"),
    path(
        "teams/<slug:team_slug>/people/invitations/<int:invitation_id>/resend/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "teams/<slug:team_slug>/people/invitations/<int:invitation_id>/removal/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("teams/<slug:team_slug>/agreements/", agreements.agreement_add, name="agreement_add"),
    path("teams/<slug:team_slug>/agreements/<int:agreement_id>/", agreements.agreement_edit, name="agreement_edit"),
    path(
        "teams/<slug:team_slug>/agreements/<int:agreement_id>/place/", agreements.agreement_move, name="agreement_move"
    ),
    path(
        "teams/<slug:team_slug>/agreements/<int:agreement_id>/removal/",
        agreements.agreement_remove,
        name="agreement_remove",
    ),
]

consensus_urls = [
    path(
        f"teams/<slug:team_slug>/rounds/<int:round_number>/consensus/<slug:condition>/{rest}", view, name=view.__name__
    )
    for view, rest in (
        (consensus.consensus, ""),
        (consensus.consensus_put, "level/"),
        (consensus.consensus_reveal, "reveal/"),
        (consensus.consensus_settle, "settling/"),
        (consensus.consensus_dissent, "dissent/"),
        (consensus.consensus_dissent_remove, "dissent/removal/"),
    )
]

guide_urls = [
    path("guides/", guides.guide_list, name="guide_list"),
    path("guides/protocols/<slug:protocol_key>/", guides.protocol, name="protocol"),
    path("guides/<slug:guide_key>/", guides.guide, name="guide"),
    path("guides/<slug:guide_key>/meeting/<slug:stage_key>/", guides.guide_meeting, name="guide_meeting"),
    path("teams/<slug:team_slug>/conditions/symptoms/", guides.symptom_check, name="symptom_check"),
]

ROUND = "teams/<slug:team_slug>/rounds/<int:round_number>/"
assessment_urls = [
    path("teams/<slug:team_slug>/rounds/", assessments.assessment_round_list, name="assessment_round_list"),
    path("teams/<slug:team_slug>/rounds/new/", assessments.assessment_round_new, name="assessment_round_new"),
    path(ROUND, assessments.assessment_round, name="assessment_round"),
    path(f"{ROUND}answer/", assessments.assessment_answer, name="assessment_answer"),
    path(f"{ROUND}reminder/", assessments.assessment_remind, name="assessment_remind"),
    path(f"{ROUND}closing/", assessments.assessment_close, name="assessment_close"),
]

task_urls = [
    path("teams/<slug:team_slug>/conditions/tasks/", tasks.task_list, name="task_list"),
    path("teams/<slug:team_slug>/conditions/tasks/new/", tasks.task_add, name="task_add"),
    path("teams/<slug:team_slug>/conditions/tasks/taking/", tasks.task_take, name="task_take"),
    path("teams/<slug:team_slug>/conditions/tasks/<int:task_id>/", tasks.task_edit, name="task_edit"),
    path("teams/<slug:team_slug>/conditions/tasks/<int:task_id>/done/", tasks.task_done, name="task_done"),
    path("teams/<slug:team_slug>/conditions/tasks/<int:task_id>/removal/", tasks.task_remove, name="task_remove"),
]

condition_order_urls = [
    path(f"teams/<slug:team_slug>/conditions/order/{rest}", view, name=view.__name__)
    for view, rest in (
        (condition_order.condition_order, ""),
        (reserved_times.reserved_times_file, "times/file/"),
        (reserved_times.reserved_time_add, "times/"),
        (reserved_times.reserved_time_edit, "times/<int:time_id>/"),
        (reserved_times.reserved_time_remove, "times/<int:time_id>/removal/"),
        (condition_order.ranked_condition_edit, "<slug:guide_key>/"),
        (condition_order.ranked_condition_add, "<slug:guide_key>/placing/"),
        (condition_order.ranked_condition_move, "<slug:guide_key>/place/"),
        (condition_order.ranked_condition_remove, "<slug:guide_key>/removal/"),
    )
]

note_urls = [
    path(f"teams/<slug:team_slug>/conditions/{rest}", view, name=view.__name__)
    for view, rest in (
        (notes.challenge_sort, "notes/challenge/<int:challenge_id>/kind/"),
        (notes.challenge_agree, "notes/challenge/<int:challenge_id>/agreement/"),
        (notes.burning_question_learn, "notes/burning-question/<int:burning_question_id>/learned/"),
        (notes.note_add, "notes/<slug:kind>/"),
        (notes.note_edit, "notes/<slug:kind>/<int:note_id>/"),
        (notes.note_remove, "notes/<slug:kind>/<int:note_id>/removal/"),
        (notes.groundwork, "<slug:guide_key>/groundwork/"),
    )
]

result_urls = [
    path(f"{ROUND}result/", results.assessment_result, name="assessment_result"),
    path(f"{ROUND}result/csv/", results.result_csv, name="result_csv"),
    path(f"{ROUND}result/pdf/", results.result_pdf, name="result_pdf"),
    path(f"{ROUND}result/release/", results.result_release, name="result_release"),
]

urlpatterns = [
    *site_urls,
    *me_urls,
    *joining_urls,
    *district_urls,
    *school_urls,
    *team_urls,
    *plan_urls.urlpatterns,
    *thread_urls.urlpatterns,
    *search_urls.urlpatterns,
    *since_urls.urlpatterns,
    *assessment_urls,
    *result_urls,
    *consensus_urls,
    *guide_urls,
    *task_urls,
    *condition_order_urls,
    *note_urls,
    path("", include("visioning.urls")),
    path("", include("pilots.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
