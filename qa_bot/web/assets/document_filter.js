// Which documents are asked: all, or those that are chosen. `data`: {files: [{source, title}], chosen: [source]}.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const chosen = new Set(data.chosen);
  const choose = () => {
    label(root, chosen);
    setTriggerValue("choose", [...chosen]);
  };
  if (!isDrawn(parentElement, JSON.stringify(data.files))) draw(root, data.files);
  const button = root.querySelector(".chooser");
  const panel = root.querySelector(".choices");
  const show = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.onclick = () => show(panel.hidden);
  root.querySelector(".all").onclick = () => {
    chosen.clear();
    mark(root, chosen);
    choose();
    button.focus();
  };
  panel.onchange = (event) => {
    if (event.target.type !== "checkbox") return;
    const source = data.files[event.target.closest("li").dataset.at].source;
    event.target.checked ? chosen.add(source) : chosen.delete(source);
    choose();
  };
  root.onkeydown = (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.stopPropagation();
    show(false);
    button.focus();
  };
  const onOutside = (event) => !event.composedPath().includes(root) && show(false);
  document.addEventListener("pointerdown", onOutside);
  mark(root, chosen, data.files);
  label(root, chosen);
  return () => document.removeEventListener("pointerdown", onOutside);
}

function draw(root, files) {
  const line = make("div", "line");
  const button = makeButton("chooser quiet", "", "", () => {});
  button.setAttribute("aria-expanded", "false");
  line.append(button, makeButton("all quiet", "Ask all", "Ask all documents again", () => {}));
  const panel = make("div", "choices");
  panel.hidden = true;
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", "Ask only in these documents");
  const list = make("ul");
  list.append(...files.map(makeFile));
  if (files.length > 8) panel.append(makeFilter(list, files));
  panel.append(list);
  root.replaceChildren(panel, line);
}

function makeFile(file, at) {
  const item = make("li");
  item.dataset.at = at;
  const label = make("label");
  const box = make("input");
  box.type = "checkbox";
  const name = make("span", "name", file.title);
  if (file.title !== file.source) name.append(make("span", "soft small", file.source));
  label.append(box, name);
  item.append(label);
  return item;
}

function makeFilter(list, files) {
  const field = make("input");
  field.type = "search";
  field.placeholder = "Find a document";
  field.setAttribute("aria-label", "Find a document");
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase();
    for (const item of list.children) {
      const file = files[item.dataset.at];
      item.hidden = !`${file.title} ${file.source}`.toLowerCase().includes(wanted);
    }
  });
  return field;
}

function mark(root, chosen, files) {
  for (const item of root.querySelectorAll("li")) {
    item.querySelector("input").checked = files ? chosen.has(files[item.dataset.at].source) : false;
  }
}

function label(root, chosen) {
  const count = chosen.size === 1 ? "1 document" : `${chosen.size} documents`;
  root.querySelector(".chooser").textContent = chosen.size ? `Asks only in ${count}` : "Asks in all documents";
  root.querySelector(".all").hidden = !chosen.size;
}
