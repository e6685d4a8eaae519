// What a person can do to the text, as ProseMirror commands, and whether it is on at the cursor.
// Knows nothing of buttons or keys.

import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";

import { schema } from "./schema.js";

const { nodes, marks } = schema;

export function markIsOn(state, type) {
  const { from, to, empty, $from } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
}

function ancestor(state, ...types) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (types.includes($from.node(depth).type)) return { node: $from.node(depth), depth };
  }
  return null;
}

function headingIsOn(state, level) {
  const { parent } = state.selection.$from;
  return parent.type === nodes.heading && parent.attrs.level === level;
}

function heading(level) {
  return {
    isOn: (state) => headingIsOn(state, level),
    run: (state, dispatch) =>
      headingIsOn(state, level)
        ? setBlockType(nodes.paragraph)(state, dispatch)
        : setBlockType(nodes.heading, { level })(state, dispatch),
  };
}

function mark(type) {
  return { isOn: (state) => markIsOn(state, type), run: toggleMark(type) };
}

// The same button makes a list, turns one kind into the other, and undoes it.
function list(type, other) {
  return {
    isOn: (state) => ancestor(state, nodes.bullet_list, nodes.ordered_list)?.node.type === type,
    run: (state, dispatch) => {
      const around = ancestor(state, nodes.bullet_list, nodes.ordered_list);
      if (around?.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
      if (around?.node.type === other) {
        const position = state.selection.$from.before(around.depth);
        dispatch?.(state.tr.setNodeMarkup(position, type).scrollIntoView());
        return true;
      }
      return wrapInList(type)(state, dispatch);
    },
  };
}

const quote = {
  isOn: (state) => Boolean(ancestor(state, nodes.blockquote)),
  run: (state, dispatch) =>
    ancestor(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch),
};

export const commands = {
  heading: heading(1),
  subheading: heading(2),
  minor: heading(3),
  bold: mark(marks.strong),
  italic: mark(marks.em),
  bullets: list(nodes.bullet_list, nodes.ordered_list),
  numbers: list(nodes.ordered_list, nodes.bullet_list),
  quote,
  indent: { run: sinkListItem(nodes.list_item) },
  outdent: { run: liftListItem(nodes.list_item) },
};

// The stretch of text around the cursor that carries one link.
export function linkAround(state) {
  const { $from, from, to, empty } = state.selection;
  if (!empty) {
    let found = null;
    state.doc.nodesBetween(from, to, (node) => {
      found ??= marks.link.isInSet(node.marks) ?? null;
    });
    return { from, to, href: found?.attrs.href ?? "" };
  }
  const here = marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!here) return { from, to, href: "" };
  let start = from;
  let end = to;
  $from.parent.forEach((child, offset) => {
    const position = $from.start() + offset;
    if (here.isInSet(child.marks) && position <= from && position + child.nodeSize >= from) {
      start = position;
      end = position + child.nodeSize;
    }
  });
  return { from: start, to: end, href: here.attrs.href };
}

export function setLink(view, { from, to }, href, words) {
  const { tr } = view.state;
  const link = marks.link.create({ href });
  if (from === to) tr.insert(from, schema.text(words || href, [link]));
  else tr.removeMark(from, to, marks.link).addMark(from, to, link);
  view.dispatch(tr.removeStoredMark(marks.link).scrollIntoView());
}

export function removeLink(view, { from, to }) {
  view.dispatch(view.state.tr.removeMark(from, to, marks.link));
}
