// What of the answers follows the document view: the filled number, and the place in the window.

const following = new WeakSet();
const shown = new WeakSet();
let pressedElement = null;

// The filled number follows the steps in the document view before the server has answered, and stays at its height when
// the view opens, closes or changes its width.
function followSteps(root) {
  if (following.has(root)) return;
  following.add(root);
  root.addEventListener("click", (event) => (pressedElement = event.target), true);
  addEventListener("citation-step", ({ detail }) => {
    const element = elementsOf.get(root.lastChild)?.get(detail.exchange);
    if (element) markOpen(element, detail.number);
  });
  addEventListener("document-resize", () => keepInPlace(root.querySelector('button.number[aria-current="true"]')));
}

// Scroll to the question of a new answer, and keep it at the top while the elements above may still change.
function showFromItsQuestion(root) {
  if (shown.has(root)) return;
  shown.add(root);
  const question = root.querySelector(".question");
  let top = null;
  holdOn(question, () => {
    if (top === null || Math.abs(question.getBoundingClientRect().top - top) > 1) question.scrollIntoView({ block: "start" });
    top = question.getBoundingClientRect().top;
  });
}

// Keep an element that is in sight at its height while the lines above it may break differently.
function keepInPlace(element) {
  const { top, bottom } = element?.getBoundingClientRect() ?? { top: -1 };
  if (top < 0 || bottom > innerHeight) return;
  const scrolling = element.getRootNode().host.closest('[data-testid="stMain"]');
  holdOn(element, () => {
    const moved = element.getBoundingClientRect().top - top;
    if (Math.abs(moved) > 1) scrolling?.scrollBy({ top: moved, behavior: "instant" });
  });
}
