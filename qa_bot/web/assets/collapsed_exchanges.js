// Older exchanges in two lines, and the elements of all exchanges.

const elementsOf = new WeakMap();

// One element for each exchange, in order. What is on the page already is not moved: that would lose focus and place.
function arrange(root, exchanges, trigger) {
  if (!root.firstChild) root.append(make("div", "all"), make("div", "exchanges"));
  showUnfoldAll(root.firstChild, exchanges, trigger);
  const list = root.lastChild;
  const before = elementsOf.get(list) ?? new Map();
  const now = new Map(exchanges.map(({ id }) => [id, before.get(id) ?? make("div", "exchange")]));
  elementsOf.set(list, now);
  for (const [id, element] of before) if (!now.has(id)) element.remove();
  const elements = [...now.values()];
  elements.forEach((element, at) => {
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
  });
  return elements;
}

function showUnfoldAll(place, exchanges, trigger) {
  const folded = exchanges.filter((exchange) => exchange.folded).map((exchange) => exchange.id);
  if (isDrawn(place, JSON.stringify(folded))) return;
  const label = `Open all ${folded.length.toLocaleString("en")} earlier answers`;
  const unfold = () => {
    pressed = folded[0];
    trigger("unfold", folded);
  };
  place.replaceChildren(...(folded.length > 1 ? [makeButton("quiet", label, "", unfold)] : []));
}

function makeFolded(exchange, trigger) {
  const article = make("article", "folded");
  const { question, line, detail } = exchange.folded;
  const short = make("p", "line soft");
  short.append(make("span", "beginning", line));
  if (detail) short.append(make("span", "detail small", detail));
  article.append(makeQuestion(question, { id: exchange.id, folded: true }, trigger), short);
  return article;
}

// A question; one that can be opened or folded is a button.
function makeQuestion(text, { id, folded, foldable }, trigger) {
  const heading = make("h2", "question");
  if (!folded && !foldable) {
    heading.textContent = text;
    return heading;
  }
  const button = makeButton("fold", text, "", () => {
    pressed = id;
    trigger(folded ? "unfold" : "fold", folded ? [id] : id);
  });
  button.setAttribute("aria-expanded", String(!folded));
  heading.append(button);
  return heading;
}

let pressed = null;

// Whoever has pressed a question goes on from there: its button has been drawn anew.
function keepFocus(element, id) {
  if (id !== pressed) return;
  pressed = null;
  element.querySelector(".fold")?.focus({ preventScroll: true });
}
