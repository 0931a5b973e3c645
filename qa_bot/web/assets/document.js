// A document's text with the quotes of one answer marked, or one of its pages as an image. `data` is from
// qa_bot/web/views/document.py. The text of all blocks is exactly the document's text: CSS collapses the white space,
// nothing is cut or added. Offsets count UTF-16 units.

const views = new WeakMap();
const OVER = matchMedia("(max-width: 1179px)"); // as in document.css: then the view covers the chat
const IN_A_CHUNK = 50;
const LONG = 20_000; // characters from which a paragraph is laid out in parts of about PART characters
const PART = 4_000;

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const before = views.get(root);
  const view = before?.key === data.key ? before : openView(root, data, before);
  view.send = setTriggerValue;
  view.enter();
  update(view, data);
  return () => views.get(root)?.leave();
}

function openView(root, data, before) {
  const focusedElement = root.getRootNode().activeElement;
  const cameFrom = before?.cameFrom ?? focused(document);
  before?.leave();
  const view = makeView(data, cameFrom);
  views.set(root, view);
  root.replaceChildren(view.scrim, view.panel);
  // Keep the focus on the step button when a step opens another document.
  const again = focusedElement?.className && view.panel.querySelector(`.steps .${focusedElement.className}:not(:disabled)`);
  (again || view.panel).focus({ preventScroll: true });
  return view;
}

// The focused element, including inside shadow roots.
function focused(place) {
  const element = place.activeElement;
  return element?.shadowRoot?.activeElement ? focused(element.shadowRoot) : element;
}

function makeView(data, cameFrom) {
  const panel = make("section", "panel");
  const view = { key: data.key, data, cameFrom, panel, current: data.current, text: null, isPaged: false, asked: 0 };
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", `Document: ${data.title}`);
  view.scrim = make("div", "scrim");
  view.close = () => {
    view.leave();
    if (panel.matches(":focus-within")) view.cameFrom?.focus({ preventScroll: true });
    view.send("close", true);
  };
  view.scrim.addEventListener("click", view.close);
  view.problem = make("p", "problem");
  view.problem.setAttribute("role", "status");
  view.body = make("div", "body");
  view.steps = makeSteps(view);
  view.modes = makeModes(view);
  view.pager = makePager(view);
  view.pageImage = makePageImage(view);
  view.find = makeFindIn(view);
  panel.append(makeBar(view), view.body, view.pageImage.element);
  addKeys(view);
  return view;
}

function makeBar(view) {
  const bar = make("div", "bar");
  const name = make("div", "name");
  name.append(make("h2", "", view.data.title), make("span", "soft", view.data.file));
  const tools = make("div", "tools");
  view.findButton = makeButton("look", "Find", "Find in the document", () => openFind(view));
  tools.append(view.steps.element, view.modes.element, view.findButton);
  const close = makeButton("close", "Close", "Close the document", view.close);
  bar.append(name, close, tools, view.pager.element, view.find.element, view.problem);
  return bar;
}

// Show what the server has sent: the text, the requested page, or a problem.
function update(view, data) {
  view.data = data;
  if (data.text !== undefined && !view.text) view.body.append(...drawText(view, data));
  view.problem.textContent = data.problem;
  view.problem.hidden = !data.problem;
  view.findButton.hidden = data.text === "";
  view.modes.element.hidden = !data.pages;
  view.asked = data.page?.number ?? 0;
  if (data.page) view.pageImage.draw(data.page);
  showMode(view, Boolean(data.page));
  if (view.isFindWanted && !data.page) openFind(view);
}

function showMode(view, isPaged) {
  const isNew = !view.isShown || view.isPaged !== isPaged;
  if (isNew && isPaged) view.readAt = view.panel.scrollTop;
  view.isShown = true;
  view.isPaged = isPaged;
  view.body.hidden = isPaged;
  view.pageImage.element.hidden = !isPaged;
  view.modes.update();
  view.pager.update();
  if (!isNew) return;
  if (!isPaged) view.panel.scrollTop = view.readAt ?? 0;
  view.steps.go(view.current);
}

function drawText(view, data) {
  const quotes = Object.entries(data.quotes).map(([number, [start, end]]) => ({ number: Number(number), start, end }));
  const starts = [];
  const blocks = [];
  const chunks = [];
  let at = 0;
  let number = 1;
  for (const [index, length] of data.lengths.entries()) {
    const count = data.counts[index] ?? 1;
    blocks.push(makeBlock(data.text, at, at + length, quotes));
    blocks[index].dataset.number = count > 1 ? `${number}–${number + count - 1}` : String(number);
    starts.push(at);
    at += length;
    number += count;
  }
  for (let first = 0; first < blocks.length; first += IN_A_CHUNK) {
    chunks.push(makeChunk(blocks.slice(first, first + IN_A_CHUNK), data.lengths.slice(first, first + IN_A_CHUNK)));
  }
  view.panel.style.setProperty("--gutter", `${Math.max(4, String(number).length) * 0.45 + 0.4}rem`);
  view.text = { blocks, chunks, textOf: (index) => data.text.slice(starts[index], starts[index] + data.lengths[index]) };
  return chunks;
}

function makeBlock(text, start, end, quotes) {
  const block = make("div", "block");
  const inside = quotes.filter((quote) => quote.start < end && start < quote.end);
  if (end - start < LONG) fill(block, text, start, end, inside);
  else for (let from = start, to; from < end; from = to) {
    to = partEnd(text, from, end, inside);
    const part = make("span", "part");
    part.style.containIntrinsicHeight = `auto ${height(to - from)}px`;
    fill(part, text, from, to, inside);
    block.append(part);
  }
  return block;
}

function fill(element, text, start, end, quotes) {
  const edges = quotes.flatMap((quote) => [quote.start, quote.end]).filter((edge) => start < edge && edge < end);
  const borders = [...new Set([start, ...edges, end])].sort((a, b) => a - b);
  appendPieces(element, borders.slice(1).map((right, index) => {
    const left = borders[index];
    const covering = quotes.filter((quote) => quote.start <= left && right <= quote.end);
    return [text.slice(left, right), covering.map((quote) => quote.number)];
  }));
}

// The end of a part of a very long paragraph: at white space if possible, never inside a character or a quote.
function partEnd(text, start, end, quotes) {
  let at = start + PART;
  const space = text.slice(at, at + PART).search(/\s/);
  at += space >= 0 ? space + 1 : Number(/[\udc00-\udfff]/.test(text[at] ?? ""));
  for (let quote; (quote = quotes.find((one) => one.start < at && at < one.end)); ) at = quote.end;
  return Math.min(at, end);
}

// Only chunks near the window, and parts of very long paragraphs, are laid out, so that millions of characters open at
// once. The others have an estimated height, which makes the scroll bar nearly right.
function makeChunk(blocks, lengths) {
  const chunk = make("div", "chunk");
  chunk.style.containIntrinsicHeight = `auto ${lengths.reduce((sum, length) => sum + height(length) + 12, 0)}px`;
  chunk.append(...blocks);
  return chunk;
}

// The height in pixels of so many characters, in lines of about 55.
function height(characters) {
  return Math.ceil(characters / 55) * 26;
}

function makeSteps(view) {
  const element = make("div", "steps");
  const label = make("span");
  label.setAttribute("role", "status");
  const numbers = view.data.steps;
  const at = () => numbers.indexOf(view.current);
  // The server opens citations of other documents.
  const step = (by) => {
    const number = numbers[at() + by];
    if (view.data.here.includes(number)) go(number);
    else view.send("step", { citation: number });
  };
  const back = makeButton("back", "‹", "Previous citation", () => step(-1));
  const forward = makeButton("forward", "›", "Next citation", () => step(1));
  const go = (number) => {
    view.current = number;
    label.textContent = `Citation ${at() + 1} of ${numbers.length}`;
    back.disabled = at() <= 0;
    forward.disabled = at() === numbers.length - 1;
    if (view.isPaged) view.pageImage.showQuote();
    else showQuote(view);
  };
  element.append(back, label, forward);
  element.hidden = !numbers.length;
  return { element, go };
}

function showQuote(view) {
  const marks = [...view.body.querySelectorAll("mark")];
  for (const mark of marks) mark.classList.toggle("current", mark.dataset.numbers.split(" ").includes(String(view.current)));
  const first = marks.find((mark) => mark.classList.contains("current"));
  if (first) scrollInPanel(view.panel, first);
}

// Scroll twice, since layout replaces estimated heights. `place` is an element or a range.
function scrollInPanel(panel, place) {
  const step = () => {
    const bar = panel.firstElementChild.getBoundingClientRect().bottom;
    const box = place.getBoundingClientRect();
    const room = panel.getBoundingClientRect().bottom - bar;
    panel.scrollTop += box.top - bar - Math.max(24, (room - box.height) / 2);
  };
  (place.startContainer?.parentElement ?? place).scrollIntoView({ block: "center" });
  requestAnimationFrame(() => {
    step();
    requestAnimationFrame(step);
  });
}

function makeFindIn(view) {
  return makeFind({
    text: () => view.text,
    first: () => firstVisibleBlock(view),
    show: (range) => scrollInPanel(view.panel, range),
    onClose: () => view.findButton.focus({ preventScroll: true }),
  });
}

function openFind(view) {
  view.isFindWanted = view.isPaged;
  if (view.isPaged) askPage(view, 0);
  if (!view.isPaged) view.find.open();
}

function firstVisibleBlock(view) {
  const top = view.panel.firstElementChild.getBoundingClientRect().bottom;
  const isVisible = (element) => element.getBoundingClientRect().bottom > top;
  const chunk = view.text.chunks.findIndex(isVisible);
  if (chunk < 0) return 0;
  return chunk * IN_A_CHUNK + Math.max(0, [...view.text.chunks[chunk].children].findIndex(isVisible));
}

// Covering the chat, the view is a dialog that traps the focus; beside the chat it is a region.
function addKeys(view) {
  const { panel } = view;
  const fit = () => {
    panel.setAttribute("role", OVER.matches ? "dialog" : "region");
    if (OVER.matches) panel.setAttribute("aria-modal", "true");
    else panel.removeAttribute("aria-modal");
  };
  const onEscape = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) (view.find.isOpen() ? view.find.close : view.close)();
  };
  const onFocus = (event) => OVER.matches && !event.composedPath().includes(panel) && panel.focus({ preventScroll: true });
  panel.addEventListener("keydown", (event) => {
    const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "f";
    if (!isFind || view.find.isOpen() || view.findButton.hidden) return; // pressed again, it opens the browser's own search
    event.preventDefault();
    openFind(view);
  });
  panel.addEventListener("keydown", (event) => event.key === "Tab" && OVER.matches && trapFocus(panel, event), true);
  view.enter = () => {
    fit();
    OVER.addEventListener("change", fit);
    document.addEventListener("keydown", onEscape);
    document.addEventListener("focusin", onFocus);
  };
  view.leave = () => {
    view.find.stop();
    OVER.removeEventListener("change", fit);
    document.removeEventListener("keydown", onEscape);
    document.removeEventListener("focusin", onFocus);
  };
}

function trapFocus(panel, event) {
  const stops = [...panel.querySelectorAll("button:not(:disabled), input")].filter((stop) => stop.checkVisibility());
  const focusedElement = panel.getRootNode().activeElement;
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (focusedElement !== from && !(event.shiftKey && focusedElement === panel)) return;
  event.preventDefault();
  to.focus();
}
