// The title of the open chat, with rename and delete. `data`: {key, title}.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (isDrawn(parentElement, JSON.stringify(data))) return;
  show(root, data, setTriggerValue);
}

function show(root, data, trigger) {
  const bar = make("div", "bar");
  const title = make("h2", "title", data.title);
  const rename = makeButton("quiet", "Rename", "Rename this chat", () => edit(root, data, trigger));
  const remove = makeButton("quiet", "Delete", "Delete this chat", () => trigger("remove", true));
  bar.append(title, rename, remove);
  root.replaceChildren(bar);
}

function edit(root, data, trigger) {
  const form = make("form", "bar");
  const field = make("input", "title");
  field.value = data.title;
  field.maxLength = 200;
  field.setAttribute("aria-label", "Title of this chat");
  const leave = () => {
    show(root, data, trigger);
    root.querySelector("button").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
    trigger("rename", field.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  });
  const save = make("button", "quiet", "Save");
  form.append(field, save, makeButton("quiet", "Cancel", "", leave));
  root.replaceChildren(form);
  field.select();
}
