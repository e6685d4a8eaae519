"""Taking everything of a team along: a page that says what is in it, and the file."""

from tempfile import TemporaryFile

from django.http import FileResponse
from django.views.decorators.http import require_http_methods

from leadership.access import for_team
from leadership.archive import file_name, nouns, write_archive
from leadership.pages import render_page
from leadership.rules import may_take_archive


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_take_archive)
def team_archive(request):
    """GET says what is in it; POST makes it and gives it. It lies on disk while it is made, and nowhere after."""
    if request.method != "POST":
        return render_page(request, "leadership/archives/team_archive.html", {"kinds": len(nouns())})
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_archive(file, request.team, request.build_absolute_uri("/"))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=file_name(request.team), content_type="application/zip")
