// Keys, and Markdown as one types it: "# ", "- ", "1. ", "> ", **bold**, *italic*, [words](address).
// Knows nothing of the toolbar; what needs a dialog is handed in.

import {
  baseKeymap, chainCommands, createParagraphNear, exitCode, liftEmptyBlock, newlineInCode, splitBlock,
} from "prosemirror-commands";
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";

import { commands } from "./commands.js";
import { safeHref, schema } from "./schema.js";

const { nodes, marks } = schema;

// **words** becomes words in bold: the signs go, the words stay where they are.
function markRule(pattern, type) {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, before, words] = match;
    const from = start + before.length;
    if (state.doc.rangeHasMark(from, end, type)) return null;
    const sign = (whole.length - before.length - words.length) / 2;
    const { tr } = state;
    // The last sign was typed just now and is not in the text yet.
    const wordsEnd = from + sign + words.length;
    if (end > wordsEnd) tr.delete(wordsEnd, end);
    tr.delete(from, from + sign);
    tr.addMark(from, from + words.length, type.create());
    return tr.removeStoredMark(type);
  }, { inCodeMark: false });
}

const linkRule = new InputRule(/\[([^[\]]+)\]\(([^()\s]+)\)$/, (state, match, start, end) => {
  const href = safeHref(match[2]);
  if (!href) return null;
  return state.tr.replaceWith(start, end, schema.text(match[1], [marks.link.create({ href })]));
});

const rules = [
  textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, (match) => ({ level: match[1].length })),
  wrappingInputRule(/^\s*([-+*])\s$/, nodes.bullet_list),
  wrappingInputRule(
    /^(\d{1,3})[.)]\s$/,
    nodes.ordered_list,
    (match) => ({ order: Number(match[1]) }),
    (match, node) => node.childCount + node.attrs.order === Number(match[1]),
  ),
  wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
  markRule(/(^|[^*])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*$/, marks.strong),
  markRule(/(^|[^_\w])__([^\s_](?:[^_]*[^\s_])?)__$/, marks.strong),
  markRule(/(^|[^*])\*([^\s*](?:[^*]*[^\s*])?)\*$/, marks.em),
  markRule(/(^|[^_\w])_([^\s_](?:[^_]*[^\s_])?)_$/, marks.em),
  linkRule,
];

const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

export function shortcuts({ undo, redo, openLink, toToolbar, speak }) {
  const keys = {
    Enter: chainCommands(
      splitListItem(nodes.list_item), newlineInCode, createParagraphNear, liftEmptyBlock, splitBlock,
    ),
    "Shift-Enter": lineBreak,
    "Mod-Enter": lineBreak,
    Backspace: chainCommands(undoInputRule, baseKeymap.Backspace),
    "Mod-b": commands.bold.run,
    "Mod-i": commands.italic.run,
    "Mod-k": openLink,
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    "Mod-Alt-1": commands.heading.run,
    "Mod-Alt-2": commands.subheading.run,
    "Mod-Alt-3": commands.minor.run,
    "Mod-Shift-7": commands.numbers.run,
    "Mod-Shift-8": commands.bullets.run,
    "Mod-Shift-9": commands.quote.run,
    "Mod-]": sinkListItem(nodes.list_item),
    "Mod-[": liftListItem(nodes.list_item),
    "Alt-F10": toToolbar,
    "Mod-Alt-m": speak,
  };
  // Tab is left alone: it takes a keyboard user out of the text, as on every other page.
  return [inputRules({ rules }), keymap(keys), keymap(baseKeymap)];
}
