// Every word the editor shows, in English. The page may send its own language under the same keys
// (templates/parts/_shared_text_config.html); {names}, {name}, {count} and {section} are filled in here.

export const LABELS = {
  connecting: "Connecting…",
  saved: "Saved",
  saving: "Saving…",
  waiting: "No connection yet: you can read, and write as soon as it is there",
  waitingKept: "No connection yet. Words you wrote here earlier are kept on this device.",
  offline: "Offline: your words are kept on this device",
  offlineNotKept: "Offline, and this device cannot keep your words. Please leave this page open.",
  offlineReading: "Offline: you may be reading an older text",
  readOnly: "You can read along. Writing is for members of the team.",
  restored: "Words you wrote here earlier had not been sent. They are back in the text.",
  signedOut: "You are no longer signed in, so writing has stopped.",
  noAccess: "You can no longer write in this text.",
  gone: "This text is no longer here.",
  tooLarge: "That was too much at once and could not be saved.",
  refused: "The server did not understand this page, so writing has stopped.",
  otherPerson: "Somebody else is now signed in here, so writing has stopped.",
  wordsKept: "These words were not saved. They are kept on this device, and you can copy them:",
  copyWords: "Copy the words",
  copied: "Copied",
  reload: "Load the page again",
  pasteTooLarge: "That is too much to paste at once. Please paste it in smaller parts.",
  filesNotHere: "Only words can be pasted here, no pictures or files.",

  toolbar: "Format the text",
  heading: "Heading",
  subheading: "Subheading",
  bold: "Bold",
  italic: "Italic",
  link: "Link",
  bullets: "Bullets",
  numbers: "Numbers",
  quote: "Quote",
  indent: "Indent",
  outdent: "Outdent",
  undo: "Undo",
  redo: "Redo",
  weave: "Weave",
  comment: "Comment",
  suggest: "Suggest",
  chooseWords: "Choose some words of the text first.",
  keysHint: "Alt+F10 goes to the buttons, Escape goes back to the text. Control+Alt+M opens what is said about the words.",

  linkTitle: "Link",
  linkAddress: "Address",
  linkHelp: "Starts with https:// or is an e-mail address.",
  linkError: "Enter an address that starts with https://, http:// or mailto:, or an e-mail address.",
  linkText: "Words to show",
  linkSave: "Save the link",
  linkRemove: "Remove the link",
  cancel: "Cancel",

  hereNow: "Here now",
  you: "you",
  alone: "Only you are here",
  more: "and {count} more",
  inSection: "in {section}",
  joined: "{names} joined",
  left: "{names} left",
  manyJoined: "{count} people joined",
  manyLeft: "{count} people left",

  whoWrote: "Who wrote what",
  whoWroteHelp:
    "Each part carries its author's initials, and the name appears here as you move through the text.",
  wroteThis: "Written by {name}",
  wroteStart: "{name}:",
  formerColleague: "a former colleague",
  somebody: "somebody",
};

export function labelsFrom(config) {
  const labels = { ...LABELS, ...config.labels };
  return (key, values = {}) =>
    String(labels[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}
