// The stored chats, most recent first, and a search. `data`: {chats, search, deleted}.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (!root.firstChild) root.append(makeSearch(data.search, (text) => setTriggerValue("search", text)), make("div"));
  if (isDrawn(parentElement, JSON.stringify(data))) return;
  const box = make("div");
  if (data.deleted) box.append(makeDeleted(data.deleted, () => setTriggerValue("restore", true)));
  box.append(...makeChats(data, (id) => setTriggerValue("open", id)));
  root.lastChild.replaceWith(box);
}

const PAUSE_MS = 250;

function makeSearch(text, search) {
  const field = make("input");
  field.type = "search";
  field.value = text;
  field.placeholder = "Search chats";
  field.setAttribute("aria-label", "Search chats");
  let typing = 0;
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => search(field.value), PAUSE_MS);
  });
  return field;
}

function makeDeleted(title, restore) {
  const box = make("div", "deleted");
  box.setAttribute("role", "status");
  box.append(make("span", "", `This chat was deleted: “${title}” `), makeButton("quiet", "Undo", "Undo the deletion", restore));
  return box;
}

function makeChats(data, open) {
  if (!data.chats.length) return [make("p", "soft", data.search ? "No chat matches." : "No chats yet.")];
  const list = make("ul");
  for (const chat of data.chats) {
    const item = make("li");
    const button = makeButton("chat", "", "", () => open(chat.id));
    if (chat.open) button.setAttribute("aria-current", "true");
    button.append(make("span", "label", chat.title), make("span", "detail", chat.detail));
    item.append(button);
    list.append(item);
  }
  return [list];
}
