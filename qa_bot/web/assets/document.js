// The whole text of one document, with the quotes of one answer marked. `data` is made by qa_bot/web/documents.py.
// The text between the first and the last block is the document's text, character for character: CSS folds the white
// space, nothing is cut or added.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const close = () => {
    cameFrom?.focus({ preventScroll: true });
    setTriggerValue("close", true);
  };
  const onKey = (event) => event.key === "Escape" && !event.defaultPrevented && close();
  document.addEventListener("keydown", onKey);
  // The key names document and opening: JSON of the text itself would be slow to compare.
  if (!isDrawn(parentElement, data.key)) draw(root, data, close);
  return () => document.removeEventListener("keydown", onKey);
}

let cameFrom = null;

function draw(root, data, close) {
  const panel = make("section", "panel");
  panel.tabIndex = -1;
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-label", `Document: ${data.title}`);
  const steps = data.quotes.length ? makeSteps(panel, data) : null;
  panel.append(makeBar(data, steps, close));
  if (data.problem) panel.append(make("p", "problem", data.problem));
  panel.append(...data.blocks.map(makeBlock));
  if (!root.contains(root.getRootNode().activeElement)) cameFrom = focused(document);
  root.replaceChildren(panel);
  if (steps) steps.go(data.current);
  panel.focus({ preventScroll: true });
}

// The element with the focus, also within a part of the page.
function focused(place) {
  const element = place.activeElement;
  return element?.shadowRoot?.activeElement ? focused(element.shadowRoot) : element;
}

function makeBar(data, steps, close) {
  const bar = make("div", "bar");
  const name = make("div", "name");
  name.append(make("b", "", data.title), make("span", "soft", data.file));
  bar.append(name);
  if (steps) bar.append(steps.element);
  bar.append(makeButton("close", "Close", "Close the document", close));
  return bar;
}

function makeBlock(block) {
  const element = make("div", "block");
  element.dataset.number = block.number;
  appendPieces(element, block.pieces);
  return element;
}

function makeSteps(panel, data) {
  const element = make("div", "steps");
  const label = make("span");
  label.setAttribute("aria-live", "polite");
  let at = data.current;
  const go = (to) => {
    at = to;
    label.textContent = `${at + 1} of ${data.quotes.length}`;
    back.disabled = at === 0;
    forward.disabled = at === data.quotes.length - 1;
    showQuote(panel, String(data.quotes[at]));
  };
  const back = makeButton("back", "‹", "Previous quote", () => go(at - 1));
  const forward = makeButton("forward", "›", "Next quote", () => go(at + 1));
  element.append(back, label, forward);
  return { element, go };
}

function showQuote(panel, number) {
  for (const mark of panel.querySelectorAll("mark")) {
    mark.classList.toggle("current", mark.dataset.numbers.split(" ").includes(number));
  }
  const first = panel.querySelector("mark.current");
  if (!first) return;
  // Twice: laying out what comes near moves what was only estimated.
  requestAnimationFrame(() => {
    first.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => first.scrollIntoView({ block: "center" }));
  });
}
