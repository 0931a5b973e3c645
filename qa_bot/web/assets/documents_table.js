// One page of the documents table. `data`: {table}, from qa_bot/web/views/documents_table.py.
// Searching, sorting and paging happen on the server, which has all rows.

const PAUSE_MS = 250;
const COLUMNS = [["title", "Document"], ["size", "Size"], ["passages", "Passages"], ["indexed", "Indexed"], ["state", "State"]];
const queries = new WeakMap();
const chosen = new WeakMap(); // the ticked files, on all pages

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const { table } = data;
  const ask = (change) => {
    queries.set(root, { ...queries.get(root), page: 0, ...change });
    setTriggerValue("query", queries.get(root));
  };
  queries.set(root, table.query);
  if (!root.firstChild) {
    chosen.set(root, new Set());
    root.append(makeToolbar(table.query.words, (words) => ask({ words })), make("div", "limits"), make("div", "table"));
  }
  if (isDrawn(parentElement, JSON.stringify(table))) return;
  const held = root.getRootNode().activeElement?.dataset.control;
  root.querySelector(".pages").replaceChildren(...makePages(table, ask));
  const showLimits = () => root.querySelector(".limits").replaceChildren(...makeLimits(table, chosen.get(root), ask, setTriggerValue, clear));
  const clear = () => {
    chosen.get(root).clear();
    for (const box of root.querySelectorAll("td.choice input")) box.checked = false;
    showLimits();
  };
  showLimits();
  root.lastChild.replaceChildren(...makeTable(table, ask, setTriggerValue, { files: chosen.get(root), changed: showLimits }));
  if (held) refocus(root, held);
}

function makeToolbar(words, search) {
  const toolbar = make("div", "toolbar");
  const field = make("input");
  field.type = "search";
  field.value = words;
  field.placeholder = "Find a document";
  field.setAttribute("aria-label", "Find a document");
  let typing = 0;
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => search(field.value), PAUSE_MS);
  });
  toolbar.append(field, make("div", "pages"));
  return toolbar;
}

// The folder whose files are listed, and asking only in it or in the ticked files.
function makeLimits({ folders, query }, files, ask, trigger, clear) {
  const parts = [];
  if (folders.length) {
    const field = make("select");
    field.setAttribute("aria-label", "Folder");
    field.dataset.control = "folder";
    field.append(new Option("All folders", ""), ...folders.map(([name, count]) => new Option(`${name} (${count.toLocaleString("en")})`, name)));
    field.value = query.folder;
    field.addEventListener("change", () => ask({ folder: field.value }));
    parts.push(field);
  }
  if (files.size) {
    const count = files.size === 1 ? "1 document" : `${files.size.toLocaleString("en")} documents`;
    parts.push(makeButton("quiet", `Ask only in ${count}`, "", () => trigger("limit", [...files])));
    parts.push(makeButton("quiet", "Clear", "Clear the choice", clear));
  } else if (query.folder) {
    parts.push(makeButton("quiet", `Ask only in ${query.folder}`, "", () => trigger("limit", [query.folder])));
  }
  return parts;
}

// The range of rows, with buttons to other pages if there are several.
function makePages(table, ask) {
  const { rows, first, found, all, query } = table;
  const status = make("span", "soft", rowRange(table));
  status.setAttribute("role", "status");
  if (rows.length === found) return found < all ? [status] : [];
  const turn = (name, label, page, possible) => {
    const button = makeButton("quiet", label, "", () => ask({ page }));
    button.dataset.control = name;
    button.disabled = !possible;
    return button;
  };
  const next = first + rows.length < found;
  return [status, turn("previous", "Previous", query.page - 1, first > 0), turn("next", "Next", query.page + 1, next)];
}

function rowRange({ rows, first, found, all }) {
  const count = found.toLocaleString("en");
  if (rows.length === found) return `${count} of ${all.toLocaleString("en")}`;
  return `${(first + 1).toLocaleString("en")}–${(first + rows.length).toLocaleString("en")} of ${count}`;
}

function makeTable({ rows, first, found, all, query }, ask, trigger, choice) {
  const table = make("table");
  table.append(makeHead(query, ask), ...rows.map((row) => makeRow(row, trigger, choice)));
  const parts = [table];
  if (!found) {
    const nothing = make("p", "soft", all ? "No document matches." : "No documents yet.");
    nothing.setAttribute("role", "status");
    parts.push(nothing);
  }
  if (first + rows.length < found) {
    const button = makeButton("quiet", "Next", "Next documents", () => ask({ page: query.page + 1 }));
    button.dataset.control = "next";
    parts.push(button);
  }
  return parts;
}

function makeHead({ by, descending }, ask) {
  const line = make("tr");
  const choice = make("th", "choice");
  choice.scope = "col";
  choice.append(make("span", "hidden", "Ask in"));
  line.append(choice);
  for (const [name, label] of COLUMNS) {
    const cell = make("th", name);
    cell.scope = "col";
    const sorted = by === name;
    cell.setAttribute("aria-sort", sorted ? (descending ? "descending" : "ascending") : "none");
    const sort = () => ask({ by: name, descending: sorted && !descending });
    const button = makeButton("", sorted ? `${label} ${descending ? "↓" : "↑"}` : label, `Sort by ${label}`, sort);
    button.dataset.control = name;
    cell.append(button);
    line.append(cell);
  }
  const actions = make("th", "actions");
  actions.scope = "col";
  actions.append(make("span", "hidden", "Actions"));
  line.append(actions);
  return line;
}

function makeRow(row, trigger, choice) {
  const line = make("tr", row.undo ? "removed" : row.failed ? "failed" : "");
  const cell = make("td", "choice");
  if (row.open) cell.append(makeChoice(row, choice));
  const title = make("td", "title");
  title.append(row.open ? makeButton("name", row.title, "", () => trigger("open", row.source)) : make("span", "name", row.title));
  if (row.title !== row.source) title.append(make("span", "soft small", row.source));
  line.append(cell, title);
  for (const name of ["size", "passages", "indexed", "state"]) line.append(make("td", name, row[name]));
  const actions = make("td", "actions");
  const possible = row.undo ? [["undo", "Undo"]] : row.there ? [["download", "Download"], ["remove", "Remove"]] : [];
  for (const [event, label] of possible) {
    const button = makeButton("quiet", label, `${label} ${row.source}`, () => trigger(event, row.source));
    button.dataset.control = `${event === "download" ? event : "remove"} ${row.source}`; // "Undo" takes the focus of "Remove"
    actions.append(button);
  }
  line.append(actions);
  return line;
}

function makeChoice(row, { files, changed }) {
  const box = make("input");
  box.type = "checkbox";
  box.checked = files.has(row.source);
  box.setAttribute("aria-label", `Ask in ${row.title}`);
  box.addEventListener("change", () => {
    if (box.checked) files.add(row.source);
    else files.delete(row.source);
    changed();
  });
  return box;
}

// Restore the focus after redrawing; on the last page, where "Next" is disabled, it moves to "Previous".
function refocus(root, control) {
  const controls = [...root.querySelectorAll("[data-control]")].filter((button) => !button.disabled);
  const found = controls.find((button) => button.dataset.control === control);
  (found ?? controls.find((button) => ["previous", "next"].includes(button.dataset.control)))?.focus();
}
