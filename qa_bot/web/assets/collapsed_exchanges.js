// Collapsed exchanges in two lines, and the elements of all exchanges.

const elementsOf = new WeakMap();

// One element per exchange, in order. Existing elements are not moved, which would lose focus and scroll position.
function arrange(root, exchanges, trigger) {
  if (!root.firstChild) root.append(make("div", "all"), make("div", "exchanges"));
  showExpandAll(root.firstChild, exchanges, trigger);
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

function showExpandAll(place, exchanges, trigger) {
  const collapsed = exchanges.filter((exchange) => exchange.collapsed).map((exchange) => exchange.id);
  if (isDrawn(place, JSON.stringify(collapsed))) return;
  const label = `Open all ${collapsed.length.toLocaleString("en")} earlier answers`;
  const expand = () => {
    pressed = collapsed[0];
    trigger("expand", collapsed);
  };
  place.replaceChildren(...(collapsed.length > 1 ? [makeButton("quiet", label, "", expand)] : []));
}

function makeCollapsed(exchange, trigger) {
  const article = make("article", "collapsed");
  const { question, line, detail } = exchange.collapsed;
  const short = make("p", "line soft");
  short.append(make("span", "beginning", line));
  if (detail) short.append(make("span", "detail small", detail));
  article.append(makeQuestion(question, { id: exchange.id, collapsed: true }, trigger), short);
  return article;
}

// A question; a button if it can be expanded or collapsed.
function makeQuestion(text, { id, collapsed, collapsible }, trigger) {
  const heading = make("h2", "question");
  if (!collapsed && !collapsible) {
    heading.textContent = text;
    return heading;
  }
  const button = makeButton("collapse", text, "", () => {
    pressed = id;
    trigger(collapsed ? "expand" : "collapse", collapsed ? [id] : id);
  });
  button.setAttribute("aria-expanded", String(!collapsed));
  heading.append(button);
  return heading;
}

let pressed = null;

// Restore the focus after the pressed question has been redrawn.
function keepFocus(element, id) {
  if (id !== pressed) return;
  pressed = null;
  element.querySelector(".collapse")?.focus({ preventScroll: true });
}
