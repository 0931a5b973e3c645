// One question with its answer and its sources. `data` is made by qa_bot/web/sources.py.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (!isDrawn(parentElement, JSON.stringify(data.view))) draw(root, data.view, (what) => setTriggerValue("open", what));
  markOpen(root, data.open);
  if (data.fresh) showFromItsQuestion(root);
}

function draw(root, view, open) {
  const bubble = makeBubble(root);
  const article = make("article");
  article.append(makeHeading(view.question));
  if (view.problem) article.append(make("p", "problem", view.problem));
  else article.append(...(view.found ? answered(view, open, bubble) : notSaid(view, open)));
  root.replaceChildren(article, bubble.element);
}

function makeHeading(question) {
  const heading = make("div", "question", question);
  heading.setAttribute("role", "heading");
  heading.setAttribute("aria-level", "2");
  return heading;
}

function answered(view, open, bubble) {
  const differences = view.differences.map((difference) => makeDifference(difference, view, open, bubble));
  const parts = [makeAnswer(view, open, bubble), ...differences, ...makeFacts(view), ...view.sources.map((source) => makeSource(source, open))];
  if (view.more.length) {
    const summary = view.more.length === 1 ? "1 more passage was found" : `${view.more.length} more passages were found`;
    parts.push(makeFold(summary, view.more.map((passage) => makePassage(passage, open))));
  }
  parts.push(makeFold("How it was found", [makeRanks(view)]));
  return parts;
}

function notSaid(view, open) {
  const box = make("div", "none");
  box.append(make("strong", "", "The documents do not say."));
  if (view.more.length) {
    box.append(make("div", "small soft", "Nearest passages, which may not answer it:"));
    const list = make("ul");
    for (const passage of view.more.slice(0, 3)) list.append(makeNearest(passage, open));
    box.append(list);
  }
  const parts = [box, ...makeFacts(view)];
  if (view.ranks.length) parts.push(makeFold("How it was found", [makeRanks(view)]));
  return parts;
}

function makeAnswer(view, open, bubble) {
  const paragraph = make("p", "answer");
  for (const statement of view.statements) {
    paragraph.append(make("span", statement.verbatim ? "verbatim" : "", statement.text));
    for (const number of statement.numbers) paragraph.append(makeNumber(number, view.quotes[number], open, bubble));
    paragraph.append(" ");
  }
  return paragraph;
}

function makeDifference(difference, view, open, bubble) {
  const box = make("div", "differ");
  const list = make("ul");
  for (const side of difference.sides) {
    const item = make("li", "", `${side.title}: `);
    item.append(make("q", "", side.words), makeNumber(side.number, view.quotes[side.number], open, bubble));
    list.append(item);
  }
  box.append(make("strong", "", difference.lead), list);
  return box;
}

function makeNumber(number, quote, open, bubble) {
  const label = `Source ${number}: ${quote.title}, ${quote.place}`;
  const button = makeButton("number", String(number), label, () => {
    bubble.hide();
    open({ citation: number });
  });
  bubble.attach(button, quote);
  return button;
}

function makeFacts(view) {
  const facts = [make("p", "facts small soft", view.facts)];
  if (view.searched) facts.push(make("p", "facts small soft", `Searched for: ${view.searched}`));
  return facts;
}

function makeSource(source, open) {
  const card = make("section", source.numbers.length > 1 ? "source several" : "source");
  card.dataset.numbers = source.numbers.join(" ");
  const heading = make("div", "heading");
  for (const number of source.numbers) {
    heading.append(makeButton("number", String(number), `Read quote ${number} in place`, () => open({ citation: number })));
  }
  heading.append(makeButton("title", source.title, "", () => open({ citation: source.numbers[0] })));
  heading.append(makeProof(source.proven));
  card.append(heading, make("div", "small soft", `${source.file} · ${source.place}`), ...makeText(source.paragraphs));
  return card;
}

function makeProof(proven) {
  if (proven) return make("span", "proof", "✓ word for word");
  return make("span", "proof broken", "not proven: the stored text does not have these words");
}

function makeText(paragraphs) {
  return paragraphs.map((pieces) => {
    const paragraph = make("p", "passage");
    appendPieces(paragraph, pieces);
    return paragraph;
  });
}

function makePassage(passage, open) {
  const card = make("section", "source");
  const heading = make("div", "heading");
  heading.append(makeButton("title", passage.title, "", () => open({ passage: passage.index })));
  card.append(heading, make("div", "small soft", `${passage.file} · ${passage.place}`), ...makeText(passage.paragraphs));
  return card;
}

function makeNearest(passage, open) {
  const item = make("li", "small");
  item.append(makeButton("title", passage.beginning, "", () => open({ passage: passage.index })));
  item.append(make("div", "soft", `${passage.title} · ${passage.place}`));
  return item;
}

function makeFold(summary, content) {
  const fold = make("details");
  fold.append(make("summary", "", summary), ...content);
  return fold;
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
    line.append(make("td", "", row.passage), ...[row.words, row.meaning, row.score].map((text) => make("td", "figure", text)));
    table.append(line);
  }
  box.append(table, make("div", "small", view.how));
  return box;
}

let tabbing = false;
document.addEventListener("keydown", (event) => (tabbing = event.key === "Tab"), true);

// The bubble is in the browser's top layer, so nothing on the page can cover or clip it. It stays while the pointer is
// on the mark or on the bubble, and goes with Escape.
function makeBubble(root) {
  const element = make("div", "bubble");
  element.popover = "manual";
  element.id = "bubble";
  element.setAttribute("role", "tooltip");
  let leaving = 0;
  let owner = null;
  const stay = () => clearTimeout(leaving);
  const hide = () => {
    stay();
    owner?.setAttribute("aria-expanded", "false");
    owner = null;
    if (element.matches(":popover-open")) element.hidePopover();
  };
  const leave = () => {
    stay();
    leaving = setTimeout(hide, 160);
  };
  const show = (button, quote) => {
    hide();
    owner = button;
    button.setAttribute("aria-expanded", "true");
    fill(element, quote);
    element.showPopover();
    place(element, button.getBoundingClientRect());
  };
  element.addEventListener("mouseenter", stay);
  element.addEventListener("mouseleave", leave);
  root.onkeydown = (event) => {
    if (event.key !== "Escape" || !owner) return;
    event.stopPropagation();
    hide();
  };
  const attach = (button, quote) => {
    button.setAttribute("aria-describedby", "bubble");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("mouseenter", () => show(button, quote));
    button.addEventListener("focus", () => tabbing && show(button, quote));
    button.addEventListener("mouseleave", leave);
    button.addEventListener("blur", leave);
  };
  return { element, attach, hide };
}

function fill(element, quote) {
  element.replaceChildren(
    make("q", "", quote.text),
    make("span", "title", quote.title),
    make("span", "soft", `${quote.place} · click to read it in place`),
  );
}

function place(element, mark) {
  const box = element.getBoundingClientRect();
  const left = Math.max(12, Math.min(mark.right - box.width / 2, innerWidth - box.width - 12));
  const below = mark.bottom + 6;
  const top = below + box.height <= innerHeight - 8 ? below : Math.max(8, mark.top - box.height - 6);
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

function markOpen(root, number) {
  for (const card of root.querySelectorAll(".source[data-numbers]")) {
    card.classList.toggle("open", card.dataset.numbers.split(" ").includes(String(number)));
  }
}

const shown = new WeakSet();

// A new answer is read from its question down, also where its sources are taller than the window.
function showFromItsQuestion(root) {
  if (shown.has(root)) return;
  shown.add(root);
  requestAnimationFrame(() => root.querySelector(".question").scrollIntoView({ block: "start" }));
}
