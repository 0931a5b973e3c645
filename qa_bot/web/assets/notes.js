// The notes of a chat. `data`: {notes, removed}, from qa_bot/web/sections/notes.py.

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (isDrawn(parentElement, JSON.stringify(data))) return;
  const wanted = root.getRootNode().activeElement?.dataset.focus;
  const list = make("ol");
  list.append(...data.notes.map((note, at) => makeNote(note, at, data.notes.length, setTriggerValue)));
  root.replaceChildren(...(data.removed ? [makeRemoved(setTriggerValue)] : []), list);
  root.querySelector(`[data-focus="${wanted}"]:not(:disabled)`)?.focus({ preventScroll: true });
}

function makeRemoved(trigger) {
  const box = make("p", "small");
  box.setAttribute("role", "status");
  box.append("The note was removed. ", makeButton("quiet", "Undo", "Put the note back", () => trigger("restore", true)));
  return box;
}

function makeNote(note, at, count, trigger) {
  const item = make("li");
  const quote = makeButton("quote", "", "", () => trigger("open", note.id));
  quote.append(make("q", "", note.text));
  const where = make("div", "small soft");
  where.append(make("bdi", "title", note.title), " · ", make("bdi", "", note.where));
  if (!note.proven) where.append(" · ", make("span", "broken", "not proven: the stored text does not contain these words"));
  if (note.status) where.append(" · ", make("span", "broken", note.status));
  const move = (text, label, by) => {
    const button = makeButton("quiet", text, label, () => trigger("move", { id: note.id, by }));
    button.dataset.focus = `${note.id} ${by}`;
    button.disabled = by < 0 ? at === 0 : at === count - 1;
    return button;
  };
  const actions = make("div", "actions");
  actions.append(move("↑", "Move up", -1), move("↓", "Move down", 1), makeButton("quiet", "Remove", "Remove the note", () => trigger("remove", note.id)));
  item.append(quote, where, makeComment(note, trigger), actions);
  return item;
}

function makeComment(note, trigger) {
  const field = make("textarea");
  field.value = note.comment;
  field.rows = 1;
  field.maxLength = 2000;
  field.placeholder = "Comment";
  field.setAttribute("aria-label", `Comment on “${note.text.slice(0, 60)}”`);
  field.addEventListener("change", () => trigger("comment", { id: note.id, text: field.value }));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") event.stopPropagation(); // single letters are shortcuts of Streamlit
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      field.blur();
    }
  });
  return field;
}
