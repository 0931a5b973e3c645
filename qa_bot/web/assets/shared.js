// Precedes each component's own script. Text from documents, file names, questions and answers enters the page only
// through `make` and `textContent`, so it is never interpreted.

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function makeButton(className, text, label, onPress) {
  const button = make("button", className, text);
  button.type = "button";
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", onPress);
  return button;
}

// Pieces of text, each [text, numbers of the quotes that cover it].
function appendPieces(parent, pieces) {
  for (const [text, numbers] of pieces) {
    if (!numbers.length) {
      parent.append(text);
      continue;
    }
    const mark = make("mark", "", text);
    mark.dataset.numbers = numbers.join(" ");
    parent.append(mark);
  }
}

// Streamlit calls a component in each run. Elements that have not changed stay, with their focus, scroll position and
// opened details.
const drawn = new WeakMap();

function isDrawn(parentElement, signature) {
  const same = drawn.get(parentElement) === signature;
  drawn.set(parentElement, signature);
  return same;
}

// Return a function that finds an element again after it was drawn anew: by its place among those of its kind.
function remembered(element) {
  const root = element?.getRootNode();
  const kind = element && [element.localName, ...[...element.classList].slice(0, 1).map(CSS.escape)].join(".");
  const at = element ? [...root.querySelectorAll(kind)].indexOf(element) : -1;
  return () => (element?.isConnected ? element : at < 0 ? null : root.querySelectorAll(kind)[at]);
}

const SETTLED_MS = 2000;
const INTERACTIONS = ["wheel", "touchstart", "pointerdown", "keydown"];
let holding = new AbortController();

// Call `hold` in each frame for a while, until the reader scrolls, clicks or types, or something else is held.
function holdOn(element, hold) {
  holding.abort();
  const own = (holding = new AbortController());
  const until = performance.now() + SETTLED_MS;
  for (const event of INTERACTIONS) addEventListener(event, () => own.abort(), { capture: true, passive: true, signal: own.signal });
  const step = () => {
    if (own.signal.aborted || !element.isConnected) return;
    hold();
    if (performance.now() < until) requestAnimationFrame(step);
    else own.abort();
  };
  requestAnimationFrame(step);
}
