// A document's text with the quotes of one answer marked, or one of its pages as an image. `data` is from
// qa_bot/web/views/document.py. The text of all blocks is exactly the document's text: CSS collapses the white space,
// nothing is cut or added. Offsets count UTF-16 units.

// The view on the page. Streamlit may mount the component anew in any run, also in the one that closes it: the view of
// an opening remains the same.
let shown = null;
const REMOUNTED_MS = 1000;

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (shown?.key !== data.key) shown = openView(root, data, shown?.isClosed ? null : shown);
  else if (!root.contains(shown.panel) && !shown.isClosed) moveView(root, shown);
  const view = shown;
  view.send = setTriggerValue;
  if (!view.isClosed) view.enter();
  update(view, data);
  return () => {
    view.leave();
    setTimeout(() => shown === view && !view.panel.isConnected && (shown = null), REMOUNTED_MS);
  };
}

function openView(root, data, before) {
  const focusedElement = root.getRootNode().activeElement;
  const from = focused(document);
  const cameFrom = before?.cameFrom ?? remembered(from);
  before?.leave();
  const view = makeView(data, cameFrom);
  root.replaceChildren(view.scrim, view.panel);
  // Keep the focus on the step button when a step opens another document.
  const again = focusedElement?.className && view.panel.querySelector(`.steps .${focusedElement.className}:not(:disabled)`);
  // A visitor who is typing elsewhere goes on there: the focus would take the Enter key from a question.
  if (again || isOver(view) || !isField(from)) (again || view.panel).focus({ preventScroll: true });
  return view;
}

// Put a view that was removed with its mounted component into the new one, as it was: removing an element takes its
// focus and its scroll position.
function moveView(root, view) {
  root.replaceChildren(view.scrim, view.panel);
  view.panel.scrollTop = view.scrolled;
  if (focused(document) === document.body) view.panel.focus({ preventScroll: true });
}

function makeView(data, cameFrom) {
  const panel = make("section", "panel");
  const view = { key: data.key, data, cameFrom, panel, current: data.current, text: null, isPaged: false, asked: 0, scrolled: 0, isClosed: false };
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", `Document: ${data.title}`);
  view.scrim = make("div", "scrim");
  panel.addEventListener("scroll", () => (view.scrolled = panel.scrollTop), { passive: true });
  view.close = () => {
    view.isClosed = true;
    keepMark();
    view.leave();
    if (panel.matches(":focus-within")) view.cameFrom()?.focus({ preventScroll: true });
    view.send("close", true);
  };
  view.scrim.addEventListener("click", view.close);
  view.problem = make("p", "problem");
  view.problem.setAttribute("role", "status");
  view.body = make("div", "body");
  view.steps = makeSteps(view);
  view.modes = makeModes(view);
  view.pin = makePin(view);
  view.pager = makePager(view);
  view.pageImage = makePageImage(view);
  view.setZoom(zoom);
  view.find = makeFindIn(view);
  panel.append(makeBar(view), view.body, view.pageImage.element, makeEdge(view));
  addKeys(view);
  return view;
}

function makeBar(view) {
  const toolbar = make("div", "toolbar");
  const name = make("div", "name");
  const title = make("h2");
  const about = makeButton("about", view.data.title, "", () => view.send("about", true));
  about.title = "About this document";
  title.append(about);
  name.append(title, make("span", "soft", view.data.file));
  const tools = make("div", "tools");
  view.findButton = makeButton("look", "Find", "Find in the document", () => openFind(view));
  tools.append(view.steps.element, view.modes.element, view.pin.button, view.findButton);
  view.fullButton = makeFull(view);
  const ends = make("div", "ends");
  ends.append(view.fullButton, makeButton("close", "Close", "Close the document", view.close));
  toolbar.append(name, ends, tools, view.pager.element, view.find.element, view.problem);
  return toolbar;
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
  if (!view.isPageOffered) openAsPage(view);
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
  view.pin.update();
  if (!isNew) return;
  keepMark();
  applyWidth(view);
  if (!isPaged) view.panel.scrollTop = view.readAt ?? 0;
  view.steps.go(view.current);
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
