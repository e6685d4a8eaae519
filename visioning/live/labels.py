"""Every word the editor shows, for the browser in the reader's language. Keys as in static/js/shared_text/labels.js.

What stands in braces is filled in by the browser.
"""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "connecting": _("Connecting…"),
    "saved": _("Saved"),
    "saving": _("Saving…"),
    "waiting": _("No connection yet: you can read, and write as soon as it is there"),
    "waitingKept": _("No connection yet. Words you wrote here earlier are kept on this device."),
    "offline": _("Offline: your words are kept on this device"),
    "offlineNotKept": _("Offline, and this device cannot keep your words. Please leave this page open."),
    "offlineReading": _("Offline: you may be reading an older text"),
    "readOnly": _("You can read along. Writing is for members of the team."),
    "restored": _("Words you wrote here earlier had not been sent. They are back in the text."),
    "signedOut": _("You are no longer signed in, so writing has stopped."),
    "noAccess": _("You can no longer write in this text."),
    "gone": _("This text is no longer here."),
    "tooLarge": _("That was too much at once and could not be saved."),
    "refused": _("The server did not understand this page, so writing has stopped."),
    "otherPerson": _("Somebody else is now signed in here, so writing has stopped."),
    "wordsKept": _("These words were not saved. They are kept on this device, and you can copy them:"),
    "copyWords": _("Copy the words"),
    "copied": _("Copied"),
    "reload": _("Load the page again"),
    "pasteTooLarge": _("That is too much to paste at once. Please paste it in smaller parts."),
    "filesNotHere": _("Only words can be pasted here, no pictures or files."),
    "toolbar": _("Format the text"),
    "heading": _("Heading"),
    "subheading": _("Subheading"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "link": _("Link"),
    "bullets": _("Bullets"),
    "numbers": _("Numbers"),
    "quote": _("Quote"),
    "indent": _("Indent"),
    "outdent": _("Outdent"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "weave": _("Weave"),
    "comment": _("Comment"),
    "suggest": _("Suggest"),
    "chooseWords": _("Choose some words of the text first."),
    "keysHint": _(
        "Alt+F10 goes to the buttons, Escape goes back to the text. Control+Alt+M opens what is said about the words."
    ),
    "linkTitle": _("Link"),
    "linkAddress": _("Address"),
    "linkHelp": _("Starts with https:// or is an e-mail address."),
    "linkError": _("Enter an address that starts with https://, http:// or mailto:, or an e-mail address."),
    "linkText": _("Words to show"),
    "linkSave": _("Save the link"),
    "linkRemove": _("Remove the link"),
    "cancel": _("Cancel"),
    "hereNow": _("Here now"),
    "you": _("you"),
    "alone": _("Only you are here"),
    "more": _("and {count} more"),
    "inSection": _("in {section}"),
    "joined": _("{names} joined"),
    "left": _("{names} left"),
    "manyJoined": _("{count} people joined"),
    "manyLeft": _("{count} people left"),
    "whoWrote": _("Who wrote what"),
    "whoWroteHelp": _(
        "Each part carries its author's initials, and the name appears here as you move through the text."
    ),
    "wroteThis": _("Written by {name}"),
    "wroteStart": _("{name}:"),
    "formerColleague": _("a former colleague"),
    "somebody": _("somebody"),
}


def editor_labels() -> dict[str, str]:
    return {key: str(label) for key, label in LABELS.items()}
