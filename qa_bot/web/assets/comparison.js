// What several documents say on a point, as a table: a row for each document, the words marked in which it differs.

function makeComparison(view, on) {
  const box = make("div", "comparison");
  box.append(...view.lines.map((line, at) => make("p", at ? "note small soft" : "lead", line)));
  box.append(...view.comparison.points.map((cells, at) => makePoint(cells, view, on, view.comparison.points.length > 1 ? at + 1 : 0)));
  const files = make("div", "files");
  files.append(...view.comparison.files.map((file) => makeButton("quiet", file.label, "", () => saveText(file))));
  box.append(files);
  return box;
}

function makePoint(cells, view, on, number) {
  const table = make("table", "compared");
  const caption = make("caption", number ? "small soft" : "hidden", number ? `Difference ${number}` : "What each document says");
  const head = make("tr");
  for (const name of ["Document", "Says"]) {
    const cell = make("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  table.append(caption, head, ...cells.map((cell) => makeCompared(cell, view, on)));
  return table;
}

function makeCompared(cell, view, on) {
  const line = make("tr", cell.number ? "" : "silent");
  const name = make("th", "document");
  name.scope = "row";
  name.append(makeButton("title", cell.title, "", () => on.trigger("about", cell.document)));
  if (cell.file !== cell.title) name.append(make("bdi", "file small soft", cell.file));
  const said = make("td", cell.note && cell.number ? "said indirect" : "said");
  if (cell.number) said.append(makeQuoted(cell, view, on));
  if (cell.note) said.append(make("span", "cell-note small soft", cell.number ? `${cell.note} · ` : cell.note));
  if (cell.number) {
    const where = make("span", "where small soft");
    where.append(make("bdi", "", cell.place), " ", ...makeProof(cell.proven));
    said.append(where);
  }
  line.append(name, said);
  return line;
}

function makeQuoted(cell, view, on) {
  const quote = make("p", "quoted");
  const words = make("q");
  appendMarked(words, cell.pieces);
  quote.append(words, makeNumber(cell.number, view, on));
  return quote;
}

// Pieces of a quote, each [text, whether it is marked].
function appendMarked(parent, pieces) {
  parent.append(...pieces.map(([text, isMarked]) => (isMarked ? make("mark", "", text) : text)));
}

function saveText({ name, kind, text }) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
