"""A person's own page: what they say about themselves, and how they leave for good."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import signed_in
from leadership.forms import DeletionForm, ProfileForm
from leadership.leaving import Leaving
from leadership.mail import send_letter
from leadership.pages import render_page


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def me(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.instance.save(update_fields=form.fields)
        messages.success(request, _("Saved."))
        return redirect("me")
    if form.errors:
        # The header shows the name that is stored, not the one that was refused.
        request.user.refresh_from_db(fields=form.fields)
    return render_page(request, "leadership/people/me.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def me_delete(request):
    leaving = Leaving.of(request.user)
    form = DeletionForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid() and not leaving.to_hand_over:
        address, name = request.user.email, str(request.user)
        if Leaving.carry_out(request.user, request.POST.get("going", "")):
            logout(request)
            send_letter("leadership/people/goodbye_mail.txt", address, {"name": name})
            messages.success(request, _("Your account is gone. Thank you for the time you gave."))
            return redirect("home")
        leaving = Leaving.of(request.user)
        form.add_error(None, _("Somebody left or came meanwhile. Please read again what goes with you."))
    return render_page(
        request,
        "leadership/people/me_delete.html",
        {"form": form, "leaving": leaving},
        status=422 if request.method == "POST" else 200,
    )
