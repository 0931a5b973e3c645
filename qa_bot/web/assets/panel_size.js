// The width of the document view: dragged or stepped at its edge, or the whole window. Precedes document.js, whose
// `view` these functions take.

const OVER = matchMedia("(max-width: 1179px)"); // as in document.css: then the view covers the chat
const NARROWEST = 320;
const STEP = 40; // pixels of an arrow key
const OTHERS = 680; // of the sidebar and the chat, which stay readable
const PAGE_WIDTH = "46vw"; // a page of a PDF is readable at 1440 pixels

const isOver = (view) => OVER.matches || view.isFull;

// Text and pages have widths of their own, kept in this browser.
const widthKey = (view) => `document-width-${view.isPaged ? "page" : "text"}`;

function applyWidth(view) {
  const chosen = localStorage.getItem(widthKey(view));
  const width = chosen ? `${Number(chosen)}px` : view.isPaged && PAGE_WIDTH;
  const root = document.documentElement.style;
  if (width) root.setProperty("--document-width", `max(${NARROWEST}px, min(${width}, 100vw - ${OTHERS}px))`);
  else root.removeProperty("--document-width");
}

function makeEdge(view) {
  const edge = make("div", "edge");
  edge.tabIndex = 0;
  edge.setAttribute("role", "separator");
  edge.setAttribute("aria-orientation", "vertical");
  edge.setAttribute("aria-label", "Width of the document view");
  const say = () => edge.setAttribute("aria-valuenow", String(Math.round(view.panel.offsetWidth)));
  const set = (width) => {
    keepMark();
    localStorage.setItem(widthKey(view), String(Math.round(Math.max(NARROWEST, Math.min(width, innerWidth - OTHERS)))));
    applyWidth(view);
    say();
  };
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
  });
  edge.addEventListener("pointermove", (event) => edge.hasPointerCapture(event.pointerId) && set(innerWidth - event.clientX));
  edge.addEventListener("dblclick", () => {
    localStorage.removeItem(widthKey(view));
    applyWidth(view);
    say();
  });
  edge.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    set(view.panel.offsetWidth + by);
  });
  edge.addEventListener("focus", say);
  edge.setAttribute("aria-valuenow", String(NARROWEST)); // a separator that takes the focus has a value at all times
  requestAnimationFrame(say);
  return edge;
}

function makeFull(view) {
  const button = makeButton("wide", "⤢", "Full screen", () => setFull(view, !view.isFull));
  button.setAttribute("aria-pressed", "false");
  return button;
}

function setFull(view, isFull) {
  keepMark();
  view.isFull = isFull;
  view.panel.classList.toggle("full", isFull);
  view.fullButton.setAttribute("aria-pressed", String(isFull));
  view.fit();
}

// The chat changes its width: its clicked number stays at its height.
function keepMark() {
  dispatchEvent(new Event("document-resize"));
}
