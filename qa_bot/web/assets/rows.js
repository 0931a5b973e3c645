// A list of rows, each a label with a detail under it; a row with a value can be pressed. `data`: {style, heading, rows}.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (isDrawn(parentElement, JSON.stringify(data))) return;
  const box = make("div", data.style);
  if (data.heading) box.append(make("h3", "", data.heading));
  const list = make("ul");
  list.append(...data.rows.map((row) => makeRow(row, (value) => setTriggerValue("chosen", value))));
  box.append(list);
  root.replaceChildren(box);
}

function makeRow(row, choose) {
  const item = make("li", row.style ?? "");
  const pressable = row.value !== undefined;
  const body = pressable ? makeButton("row", "", "", () => choose(row.value)) : make("div", "row");
  body.append(make("span", "label", row.label));
  if (row.detail) body.append(make("span", "detail", row.detail));
  item.append(body);
  return item;
}
