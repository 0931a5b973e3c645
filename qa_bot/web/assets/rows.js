// A list of rows, each a label and a detail. A row with a value is a button, one with actions has buttons. `data`:
// {style, heading, columns, rows}; with columns it is a table of labels and details.

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (isDrawn(parentElement, JSON.stringify(data))) return;
  const choose = (value) => setTriggerValue("chosen", value);
  const box = make("div", data.style);
  if (data.heading) box.append(make("h3", "", data.heading));
  box.append(data.columns.length ? makeTable(data) : makeList(data, choose));
  root.replaceChildren(box);
}

const LONG = 12;

function makeList(data, choose) {
  const list = make("ul");
  list.append(...data.rows.map((row) => makeRow(row, choose)));
  if (data.rows.length > LONG) {
    list.className = "long";
    list.tabIndex = 0; // scrollable by keyboard
  }
  return list;
}

function makeRow(row, choose) {
  const item = make("li", row.style ?? "");
  const pressable = row.value !== undefined;
  const body = pressable ? makeButton("row", "", "", () => choose(row.value)) : make("div", "row");
  if (row.current) body.setAttribute("aria-current", "true");
  if (row.label) body.append(make("span", "label", row.label));
  if (row.detail) body.append(make("span", "detail", row.detail));
  item.append(body);
  if (row.actions) item.append(makeActions(row, choose));
  return item;
}

function makeActions(row, choose) {
  const box = make("div", "actions");
  box.append(...row.actions.map((one) => makeButton("quiet", one.label, `${one.label}: ${row.label}`, () => choose(one.value))));
  return box;
}

function makeTable(data) {
  const table = make("table");
  table.append(makeLine("th", data.columns));
  for (const row of data.rows) {
    const line = makeLine("td", [row.label, row.detail ?? ""]);
    line.className = row.style ?? "";
    table.append(line);
  }
  return table;
}

function makeLine(kind, texts) {
  const line = make("tr");
  line.append(...texts.map((text) => make(kind, "", text)));
  for (const head of line.querySelectorAll("th")) head.scope = "col";
  return line;
}
