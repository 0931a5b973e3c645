// The exchanges of a chat. `data`: {exchanges, target}; each exchange is {id, collapsed} or {id, view, open, rating,
// collapsible}, from qa_bot/web/views/answer.py. The rating is updated separately, because it changes more often.

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const elements = arrange(root, data.exchanges, setTriggerValue);
  followSteps(root);
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
    if (exchange.id !== data.target) return;
    if (!shown.has(element)) announce(announcement(exchange.view));
    showFromItsQuestion(element);
  });
}

const raters = new WeakMap();

function draw(root, exchange, trigger) {
  const view = { ...exchange.view, id: exchange.id };
  const open = (what) => {
    keepInPlace(pressedElement);
    trigger("open", { exchange: exchange.id, ...what });
  };
  const pin = (citation) => trigger("pin", { exchange: exchange.id, citation });
  const popover = makePopover(root);
  const article = make("article");
  article.append(makeQuestion(view.question, exchange, trigger));
  if (view.problem) article.append(make("p", "problem", view.problem));
  else {
    const actions = makeActions(view, (rating) => trigger("rate", { exchange: exchange.id, ...rating }), open);
    raters.set(root, actions.showRating);
    article.append(...makeNotes(view), ...content(view, { open, pin, popover, actions, trigger }));
  }
  const expanded = expandedSources(root);
  const active = root.getRootNode().activeElement;
  const held = root.contains(active) ? remembered(active) : null;
  root.replaceChildren(article, popover.element, makeDescriptions(view));
  expandSources(root, expanded ?? (view.found ? [view.sources[0]?.numbers.join(" ")] : []));
  held?.()?.focus({ preventScroll: true });
}

// What was searched, where it is not the question in all documents.
function makeNotes(view) {
  const lines = [view.searched && `Searched for: ${view.searched}`, view.within];
  return lines.filter(Boolean).map((line) => make("p", "note small soft", line));
}

function content(view, on) {
  if (view.intent === "social") return [make("p", "answer", view.lines[0])];
  if (view.intent === "documents") return [makeDocuments(view, on)];
  if (view.comparison) return [makeComparison(view, on), on.actions.element];
  if (view.places) return [makePlaces(view, on), on.actions.element];
  return [view.found ? answered(view, on) : unanswered(view, on), ...makeMore(view, on), ...makeOffers(view, on), on.actions.element];
}

function answered(view, on) {
  const box = make("div", "answered");
  const differences = view.differences.map((difference) => makeDifference(difference, view, on));
  box.append(...view.lines.map((line) => make("p", "note small soft", line)), makeAnswer(view, on), ...differences, makeSources(view, on));
  if (view.about) box.append(makeAbout(view.about, on.trigger));
  return box;
}

// Below a summary: the way to the page of its document.
function makeAbout({ document: id, title }, trigger) {
  return makeButton("quiet about", `Open the page of ${title}`, "", () => trigger("about", id));
}

// Near: the quotes that come nearest; occurrences: every passage that was counted; absent: nothing but what is missing.
function unanswered(view, on) {
  const isListed = view.intent === "occurrences" && view.more.length > 0;
  const box = make("div", isListed ? "listed" : view.state === "near" ? "near" : "none");
  box.append(...view.lines.map((line, at) => make(at ? "p" : "strong", "", line)));
  if (isListed) box.append(makeList(view.more.map((found) => makeNearest(found, on.open))));
  else if (view.statements.length) box.append(makeAnswer(view, on), makeSources(view, on));
  if (view.limited) box.append(makeButton("quiet", "Ask all documents", "", () => on.trigger("ask_all", view.id)));
  return box;
}

function makeList(items, className = "") {
  const list = make("ul", className);
  list.append(...items);
  return list;
}

// The passages that were retrieved beside an answer are listed under "How it was found"; beside none, here.
function makeMore(view, { open }) {
  if (view.found || view.intent === "occurrences" || !view.more.length) return [];
  return [makeDetails(view.retrieved, view.more.map((found) => makeRetrieved(found, open)))];
}

function makeDocuments(view, { trigger }) {
  const box = make("div", "listed");
  const items = view.documents.map(({ document: id, title, file }) => {
    const item = make("li");
    item.append(makeButton("title", title, "", () => trigger("about", id)));
    if (file !== title) item.append(" ", make("bdi", "small soft", file));
    return item;
  });
  box.append(make("strong", "", view.lines[0]), makeList(items), makeButton("quiet", `Open the list of ${view.count}`, "", () => trigger("documents", true)));
  return box;
}

// The short answer, large, and below it each statement on a line of its own.
function makeAnswer(view, on) {
  const box = make("div", "answer");
  if (view.short) {
    const short = make("p", "short");
    short.append(make("bdi", "", view.short.text), ...view.short.numbers.map((number) => makeNumber(number, view, on)));
    box.append(short);
  }
  for (const statement of view.statements) {
    const line = make(statement.rows.length ? "div" : "p", "statement");
    const text = statement.rows.length ? makeCells(statement, appendEmphasized) : make("span", statement.verbatim ? "verbatim" : "");
    if (!statement.rows.length) appendEmphasized(text, statement.pieces);
    line.append(text, ...statement.numbers.map((number) => makeNumber(number, view, on)));
    if (statement.unsupported) line.append(" ", make("em", "unsupported small", statement.unsupported));
    box.append(line);
  }
  return box;
}

// Pieces of a statement, each [text, "", "match" or "short"].
function appendEmphasized(parent, pieces) {
  parent.append(...pieces.map(([words, kind]) => (kind ? make(kind === "short" ? "mark" : "b", "", words) : words)));
}

// A quoted Markdown table as a table, whose first row may have the names of the columns.
function makeCells({ rows, named }, append) {
  const table = make("table", "cells");
  rows.forEach((cells, at) => {
    const line = make("tr");
    for (const pieces of cells) {
      const cell = make(named && !at ? "th" : "td");
      if (named && !at) cell.scope = "col";
      append(cell, pieces);
      line.append(cell);
    }
    table.append(line);
  });
  return table;
}

function makeDifference(difference, view, on) {
  const box = make("div", "differ");
  const items = difference.sides.map((side) => {
    const item = make("li");
    item.append(make("bdi", "", side.title), ": ", make("q", "", side.words), makeNumber(side.number, view, on));
    return item;
  });
  box.append(make("strong", "", difference.lead), makeList(items));
  return box;
}

// A number is named by its source and described by its quote, so a screen reader does not need the popover.
function makeNumber(number, view, { open, popover }) {
  const quote = view.quotes[number];
  const label = `Source ${number}: ${quote.title}, ${quote.place}`;
  const button = makeButton("number", String(number), label, () => {
    popover.hide();
    open({ citation: number });
  });
  button.dataset.number = number;
  button.setAttribute("aria-describedby", `quote-${view.id}-${number}`);
  popover.attach(button, () => quoteContent(quote));
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

// Highlight the source and the numbers of the open citation.
function markOpen(root, number) {
  for (const card of root.querySelectorAll(".source[data-numbers]")) {
    card.classList.toggle("open", card.dataset.numbers.split(" ").includes(String(number)));
  }
  for (const button of root.querySelectorAll("button.number")) {
    button.setAttribute("aria-current", String(button.dataset.number === String(number)));
  }
}
