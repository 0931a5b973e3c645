// The exchanges of a chat. `data`: {exchanges, target}; each exchange is {id, collapsed} or {id, view, open, rating,
// collapsible}, from qa_bot/web/views/answer.py. The rating is updated separately, because it changes more often.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const elements = arrange(root, data.exchanges, setTriggerValue);
  data.exchanges.forEach((exchange, at) => {
    const element = elements[at];
    if (!isDrawn(element, JSON.stringify([exchange.view, exchange.collapsed, exchange.collapsible]))) {
      if (exchange.view) draw(element, exchange, setTriggerValue);
      else element.replaceChildren(makeCollapsed(exchange, setTriggerValue));
      keepFocus(element, exchange.id);
    }
    if (!exchange.view) return;
    raters.get(element)?.(exchange.rating);
    markOpen(element, exchange.open);
    if (exchange.id === data.target) showFromItsQuestion(element);
  });
}

const raters = new WeakMap();

function draw(root, exchange, trigger) {
  const view = { ...exchange.view, id: exchange.id };
  const open = (what) => trigger("open", { exchange: exchange.id, ...what });
  const popover = makePopover(root);
  const article = make("article");
  article.append(makeQuestion(view.question, exchange, trigger));
  if (view.problem) article.append(make("p", "problem", view.problem));
  else {
    const actions = makeActions(view, (rating) => trigger("rate", { exchange: exchange.id, ...rating }));
    raters.set(root, actions.showRating);
    article.append(...content(view, { open, popover, actions, trigger }));
  }
  root.replaceChildren(article, popover.element, makeDescriptions(view));
}

function content(view, on) {
  if (view.intent === "social") return [make("p", "answer", view.lines[0])];
  if (view.intent === "documents") return [makeDocuments(view, on)];
  if (view.found) return answered(view, on);
  return [...unanswered(view, on), on.actions.element, ...checked(view, on)];
}

function answered(view, { open, popover, actions }) {
  const sources = make("ul", "sources");
  sources.append(...view.sources.map((source) => makeSource(source, open)));
  const differences = view.differences.map((difference) => makeDifference(difference, view, open, popover));
  const lines = view.lines.map((line) => make("p", "note small soft", line));
  const parts = [...lines, makeAnswer(view, open, popover), ...differences, actions.element, make("h3", "hidden", "Sources"), sources];
  if (view.more.length) parts.push(makeDetails(view.retrieved, view.more.map((found) => makeRetrieved(found, open))));
  parts.push(makeDetails("How it was found", [makeRanks(view)]));
  return parts;
}

// Near: the quotes that come nearest; occurrences: every passage that was counted; absent: nothing but what is missing.
function unanswered(view, { open, trigger }) {
  const isListed = view.intent === "occurrences" && view.more.length > 0;
  const box = make("div", isListed ? "listed" : view.state === "near" ? "near" : "none");
  box.append(...view.lines.map((line, at) => make(at ? "p" : "strong", "", line)));
  const list = make("ul");
  if (isListed) list.append(...view.more.map((found) => makeNearest(found, open)));
  else list.append(...view.sources.map((source) => makeSource(source, open)));
  if (list.firstChild) box.append(list);
  if (view.limited) box.append(makeButton("quiet", "Ask all documents", "", () => trigger("ask_all", view.id)));
  return [box];
}

function checked(view, { open }) {
  const parts = [];
  const isOpen = view.intent === "occurrences";
  if (view.more.length && !isOpen) parts.push(makeDetails(view.retrieved, view.more.map((found) => makeRetrieved(found, open))));
  if (view.ranks.length && !isOpen) parts.push(makeDetails("How it was found", [makeRanks(view)]));
  return parts;
}

function makeDocuments(view, { trigger }) {
  const box = make("div", "listed");
  const list = make("ul");
  for (const { title, file } of view.documents) {
    const item = make("li");
    item.append(make("bdi", "", title));
    if (file !== title) item.append(" ", make("bdi", "small soft", file));
    list.append(item);
  }
  box.append(make("strong", "", view.lines[0]), list, makeButton("quiet", `Open the list of ${view.count}`, "", () => trigger("documents", true)));
  return box;
}

function makeAnswer(view, open, popover) {
  const paragraph = make("p", "answer");
  for (const statement of view.statements) {
    paragraph.append(make("span", statement.verbatim ? "verbatim" : "", statement.text));
    for (const number of statement.numbers) paragraph.append(makeNumber(number, view, open, popover));
    paragraph.append(" ");
  }
  return paragraph;
}

function makeDifference(difference, view, open, popover) {
  const box = make("div", "differ");
  const list = make("ul");
  for (const side of difference.sides) {
    const item = make("li");
    item.append(make("bdi", "", side.title), ": ", make("q", "", side.words));
    item.append(makeNumber(side.number, view, open, popover));
    list.append(item);
  }
  box.append(make("strong", "", difference.lead), list);
  return box;
}

// A number is named by its source and described by its quote, so a screen reader does not need the popover.
function makeNumber(number, view, open, popover) {
  const quote = view.quotes[number];
  const label = `Source ${number}: ${quote.title}, ${quote.place}`;
  const button = makeButton("number", String(number), label, () => {
    popover.hide();
    open({ citation: number });
  });
  button.dataset.number = number;
  button.setAttribute("aria-describedby", `quote-${view.id}-${number}`);
  popover.attach(button, quote);
  return button;
}

function makeDescriptions(view) {
  const box = make("div");
  box.hidden = true;
  for (const [number, quote] of Object.entries(view.quotes ?? {})) {
    const description = make("span", "", quote.text);
    description.id = `quote-${view.id}-${number}`;
    box.append(description);
  }
  return box;
}

function makeSource(source, open) {
  const card = make("li", source.numbers.length > 1 ? "source several" : "source");
  card.dataset.numbers = source.numbers.join(" ");
  card.append(...source.lines.map((line) => makeLine(line, open)), ...makeText(source.paragraphs));
  return card;
}

// One document of a source: its citation numbers, title, proof, and what has changed about it.
function makeLine(line, open) {
  const box = make("div", "line");
  const heading = make("div", "heading");
  for (const number of line.numbers) {
    const button = makeButton("number", String(number), `Open the document at quote ${number}`, () => open({ citation: number }));
    button.dataset.number = number;
    heading.append(button);
  }
  heading.append(makeButton("title", line.title, "", () => open({ citation: line.numbers[0] })), ...makeProof(line.proven));
  const where = make("div", "small soft");
  where.append(make("bdi", "file", line.file), " · ", make("bdi", "", line.place));
  if (!line.exact) where.append(" · in almost the same words");
  box.append(heading, where);
  if (line.status) box.append(make("div", "citation-status small", line.status));
  return box;
}

function makeProof(proven) {
  if (!proven) return [make("span", "proof broken", "not proven: the stored text does not contain these words")];
  const how = "compared with the stored text just now";
  const proof = make("span", "proof", "✓ word for word");
  proof.title = how;
  return [proof, make("span", "hidden", how)];
}

function makeText(paragraphs) {
  return paragraphs.map((pieces) => {
    const paragraph = make("p", "passage");
    appendPieces(paragraph, pieces);
    return paragraph;
  });
}

function makeRetrieved(found, open) {
  const card = make("section", "source");
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

function makeRanks(view) {
  const box = make("div", "table");
  const table = make("table");
  const head = make("tr");
  const columns = [["Passage", ""], ["by words", "figure"], ["by meaning", "figure"], ["score", "figure"]];
  for (const [name, kind] of columns) {
    const cell = make("th", kind, name);
    cell.scope = "col";
    head.append(cell);
  }
  table.append(head);
  for (const row of view.ranks) {
    const line = make("tr");
    const passage = make("td");
    passage.append(make("bdi", "", row.title), " · ", make("bdi", "", row.place));
    line.append(passage, ...[row.words, row.meaning, row.score].map((text) => make("td", "figure", text)));
    table.append(line);
  }
  box.append(table, make("div", "small", view.how));
  return box;
}

// Highlight the source and the numbers of the open citation.
function markOpen(root, number) {
  for (const card of root.querySelectorAll(".source[data-numbers]")) {
    card.classList.toggle("open", card.dataset.numbers.split(" ").includes(String(number)));
  }
  for (const button of root.querySelectorAll("button.number")) {
    button.setAttribute("aria-current", String(button.dataset.number === String(number)));
  }
}

const shown = new WeakSet();

const SETTLED_MS = 2000;
const INTERACTIONS = ["wheel", "touchstart", "pointerdown", "keydown"];

// Scroll to the question of a new answer, and keep it at the top while the elements above may still change, unless the
// reader scrolls, clicks or types.
function showFromItsQuestion(root) {
  if (shown.has(root)) return;
  shown.add(root);
  const question = root.querySelector(".question");
  const until = performance.now() + SETTLED_MS;
  const interaction = new AbortController();
  for (const event of INTERACTIONS) addEventListener(event, () => interaction.abort(), { capture: true, passive: true, signal: interaction.signal });
  let top = null;
  const hold = () => {
    if (interaction.signal.aborted || !question.isConnected) return;
    if (top === null || Math.abs(question.getBoundingClientRect().top - top) > 1) question.scrollIntoView({ block: "start" });
    top = question.getBoundingClientRect().top;
    if (performance.now() < until) requestAnimationFrame(hold);
    else interaction.abort();
  };
  requestAnimationFrame(hold);
}
