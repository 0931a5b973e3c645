// The sources of an answer: each a line of number, title, place and proof, which opens to the passage; how it was found.

const HEADING_MARKS = /^#{1,6}\s+/; // of Markdown
const HOVER_MS = 350; // so that a pointer on its way opens nothing

function makeSources(view, on) {
  const box = make("div");
  const sources = view.sources.map((source) => makeSource(source, on));
  box.append(make("h3", "hidden", "Sources"), makeList(sources, "sources"));
  return box;
}

function makeSource(source, on) {
  const card = make("li", source.numbers.length > 1 ? "source several" : "source");
  card.dataset.numbers = source.numbers.join(" ");
  const isExpanded = () => card.classList.contains("expanded");
  const toggle = () => {
    on.popover.hide();
    setExpanded(card, !isExpanded());
  };
  card.append(...source.lines.map((line) => makeLine(line, on, toggle)), ...makeText(source.paragraphs));
  for (const title of card.querySelectorAll(".heading .title")) {
    on.popover.attach(title, () => (isExpanded() ? [] : makeText(source.paragraphs)), HOVER_MS);
  }
  setExpanded(card, false);
  return card;
}

// One document of a source. Its whole line opens and closes the source; its numbers open the document.
function makeLine(line, { open, pin }, toggle) {
  const box = make("div", "line");
  const heading = make("div", "heading");
  for (const number of line.numbers) {
    const button = makeButton("number", String(number), `Open the document at quote ${number}`, () => open({ citation: number }));
    button.dataset.number = number;
    heading.append(button);
  }
  heading.addEventListener("click", (event) => event.target.closest(".number") || toggle());
  heading.append(makeButton("title", line.title, "", () => {}), make("bdi", "place soft", line.place));
  if (line.language) heading.append(make("span", "language soft", line.language));
  heading.append(...makeProof(line.proven));
  const where = make("div", "where small soft");
  where.append(make("bdi", "file", line.file));
  if (!line.exact) where.append(" · in almost the same words");
  where.append(" · ", makeButton("link", "Open in the document", `Open ${line.title} at the quote`, () => open({ citation: line.numbers[0] })));
  if (pin) where.append(" · ", makeButton("link", "Pin", `Pin the quote of ${line.title} to the notes`, () => line.numbers.forEach(pin)));
  box.append(heading);
  if (line.status) box.append(make("div", "citation-status small", line.status));
  box.append(where);
  return box;
}

function setExpanded(card, isExpanded) {
  card.classList.toggle("expanded", isExpanded);
  for (const title of card.querySelectorAll(".heading .title")) title.setAttribute("aria-expanded", String(isExpanded));
}

function expandedSources(root) {
  const cards = [...root.querySelectorAll(".source[data-numbers]")];
  return cards.length ? cards.filter((card) => card.classList.contains("expanded")).map((card) => card.dataset.numbers) : null;
}

function expandSources(root, numbers) {
  for (const card of root.querySelectorAll(".source[data-numbers]")) setExpanded(card, numbers.includes(card.dataset.numbers));
}

function makeProof(proven) {
  if (!proven) return [make("span", "proof broken", "not proven: the stored text does not contain these words")];
  const how = "compared with the stored text just now";
  const proof = make("span", "proof", "✓ word for word");
  proof.title = how;
  return [proof, make("span", "hidden", how)];
}

function makeText(paragraphs) {
  return paragraphs.map(([[text, numbers], ...others]) => {
    const bare = text.replace(HEADING_MARKS, "");
    const paragraph = make("p", bare === text ? "passage" : "passage headed");
    appendPieces(paragraph, [[bare, numbers], ...others]);
    return paragraph;
  });
}

function makeRetrieved(found, open) {
  const card = make("section", "retrieved");
  for (const line of found.lines) {
    const heading = make("div", "heading");
    heading.append(makeButton("title", line.title, "", () => open({ passage: line.index })));
    const where = make("div", "small soft");
    where.append(make("bdi", "file", line.file), " · ", make("bdi", "", line.place), ` · ${line.ranks}`);
    card.append(heading, where);
  }
  card.append(...makeText(found.paragraphs));
  return card;
}

function makeNearest(found, open) {
  const item = make("li", "small");
  item.append(makeButton("title", found.beginning, "", () => open({ passage: found.lines[0].index })));
  for (const line of found.lines) {
    const where = make("div", "soft");
    where.append(make("bdi", "", line.title), " · ", make("bdi", "", line.place));
    item.append(where);
  }
  return item;
}

function makeDetails(summary, content) {
  const details = make("details");
  details.append(make("summary", "", summary), ...content);
  return details;
}

// How the answer was found: in words, the ranks of all passages, and those of them that are not cited.
function makeHow(view, open) {
  const isListed = !view.found || !view.more.length; // then they are listed elsewhere
  const more = isListed ? [] : [makeDetails(view.retrieved, view.more.map((found) => makeRetrieved(found, open)))];
  const ranks = view.ranks.length ? [makeRanks(view.ranks)] : [];
  return makeDetails("How it was found", [...view.how.map((line) => make("p", "small", line)), ...ranks, ...more]);
}

function makeRanks(ranks) {
  const table = make("table");
  const head = make("tr");
  const columns = [["Passage", ""], ["by words", "figure"], ["by meaning", "figure"], ["score", "figure"]];
  for (const [name, kind] of columns) {
    const cell = make("th", kind, name);
    cell.scope = "col";
    head.append(cell);
  }
  table.append(head);
  for (const row of ranks) {
    const line = make("tr");
    const passage = make("td");
    passage.append(make("bdi", "", row.title), " · ", make("bdi", "", row.place));
    line.append(passage, ...[row.words, row.meaning, row.score].map((text) => make("td", "figure", text)));
    table.append(line);
  }
  return table;
}
