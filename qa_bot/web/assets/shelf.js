// All documents as a table. `data`: {rows, download}; each row is what qa_bot/web/shelf.py made of a file.

const AT_ONCE = 200;
const COLUMNS = [["title", "Document"], ["size", "Size"], ["passages", "Passages"], ["indexed", "Indexed"], ["state", "State"]];
const given = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (data.download && given.get(root) !== data.download.number) {
    given.set(root, data.download.number);
    save(data.download);
  }
  if (isDrawn(parentElement, JSON.stringify(data.rows))) return;
  const table = makeTable(data.rows, setTriggerValue);
  root.replaceChildren(makeFilter(table.filter), table.element);
}

function makeFilter(filter) {
  const field = make("input");
  field.type = "search";
  field.placeholder = "Find a document";
  field.setAttribute("aria-label", "Find a document");
  field.addEventListener("input", () => filter(field.value.toLowerCase()));
  return field;
}

function makeTable(rows, trigger) {
  const state = { by: "", down: false, wanted: "", most: AT_ONCE };
  const element = make("div", "table");
  const redraw = () => element.replaceChildren(...sheet(rows, state, redraw, trigger));
  redraw();
  const filter = (wanted) => {
    Object.assign(state, { wanted, most: AT_ONCE });
    redraw();
  };
  return { element, filter };
}

function sheet(rows, state, redraw, trigger) {
  const found = rows.filter((row) => `${row.title} ${row.source} ${row.state}`.toLowerCase().includes(state.wanted));
  if (state.by) found.sort((one, other) => (state.down ? -1 : 1) * compared(one.order[state.by], other.order[state.by]));
  const table = make("table");
  table.append(makeHead(state, redraw), ...found.slice(0, state.most).map((row) => makeRow(row, trigger)));
  const parts = [table];
  if (!found.length) parts.push(make("p", "soft", rows.length ? "No document is called so." : "There are none."));
  if (found.length > state.most) {
    const more = () => {
      state.most += AT_ONCE;
      redraw();
    };
    parts.push(makeButton("quiet", `Show more of ${found.length.toLocaleString("en")}`, "", more));
  }
  return parts;
}

function compared(one, other) {
  return typeof one === "number" ? one - other : one.localeCompare(other);
}

function makeHead(state, redraw) {
  const line = make("tr");
  for (const [name, label] of COLUMNS) {
    const cell = make("th", name);
    cell.scope = "col";
    const sorted = state.by === name;
    cell.setAttribute("aria-sort", sorted ? (state.down ? "descending" : "ascending") : "none");
    const sort = () => {
      Object.assign(state, { by: name, down: sorted && !state.down });
      redraw();
    };
    cell.append(makeButton("", sorted ? `${label} ${state.down ? "↓" : "↑"}` : label, `Sort by ${label}`, sort));
    line.append(cell);
  }
  const actions = make("th", "actions");
  actions.scope = "col";
  actions.append(make("span", "hidden", "Actions"));
  line.append(actions);
  return line;
}

function makeRow(row, trigger) {
  const line = make("tr", row.failed ? "failed" : "");
  const title = make("td", "title");
  title.append(row.open ? makeButton("name", row.title, "", () => trigger("open", row.source)) : make("span", "name", row.title));
  if (row.title !== row.source) title.append(make("span", "soft small", row.source));
  line.append(title);
  for (const name of ["size", "passages", "indexed", "state"]) line.append(make("td", name, row[name]));
  const actions = make("td", "actions");
  if (row.there) {
    for (const [event, label] of [["download", "Download"], ["remove", "Remove"]]) {
      actions.append(makeButton("quiet", label, `${label} ${row.source}`, () => trigger(event, row.source)));
    }
  }
  line.append(actions);
  return line;
}

// The file's bytes come with the page's own data: nothing else is asked of the server.
function save(download) {
  const bytes = Uint8Array.from(atob(download.data), (letter) => letter.charCodeAt(0));
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = download.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
