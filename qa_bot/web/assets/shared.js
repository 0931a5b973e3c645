// Put before each part's own script. Whatever comes from documents, file names, questions or answers enters the page
// through `make` and `textContent`, so it can only ever be text.

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

// A stretch of text cut into [text, numbers of the quotes that cover it].
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

// Streamlit calls a part again at each rerun. What is already on the page stays as it is (opened folds, focus, place).
const drawn = new WeakMap();

function isDrawn(parentElement, signature) {
  const same = drawn.get(parentElement) === signature;
  drawn.set(parentElement, signature);
  return same;
}
