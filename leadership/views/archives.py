"""Taking everything of a team along: a page that says what is in it, and the file."""

from tempfile import TemporaryFile

from asgiref.sync import sync_to_async
from django.http import FileResponse
from django.views.decorators.http import require_http_methods

from leadership.access import for_team
from leadership.archive import file_name, nouns, write_archive
from leadership.pages import render_page
from leadership.rules import may_take_archive

AT_ONCE = 256 * 1024  # bytes in memory while it is sent


class Parcel(FileResponse):
    """A file that is never in memory as a whole: Django would gather it before it sends it from an asynchronous server."""

    async def __aiter__(self):
        if self.file_to_stream is None:  # something on its way out wraps the file
            async for part in super().__aiter__():
                yield part
            return
        while part := await sync_to_async(self.file_to_stream.read)(AT_ONCE):
            yield part


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_take_archive)
def team_archive(request):
    """GET says what is in it; POST makes it and gives it. It lies on disk while it is made, and nowhere after."""
    if request.method != "POST":
        return render_page(request, "leadership/archives/team_archive.html", {"kinds": len(nouns())})
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_archive(file, request.team, request.build_absolute_uri("/"))
    file.seek(0)
    answer = Parcel(file, as_attachment=True, filename=file_name(request.team), content_type="application/zip")
    answer["Content-Encoding"] = "identity"  # it is compressed already
    return answer
