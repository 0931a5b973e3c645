// Pin the selected text, or the current quote, to the notes of the chat. Precedes document.js, whose `view` these
// functions take.

function makePin(view) {
  let selected = null;
  const button = makeButton("pin", "Pin", "Pin the quote to the notes", () => {
    if (selected) view.send("pin", selected);
    else view.send("pin", { citation: view.current });
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  const update = () => {
    selected = view.isPaged ? null : selectedText(view);
    button.setAttribute("aria-label", `Pin the ${selected ? "selection" : "quote"} to the notes`);
    button.textContent = selected ? "Pin selection" : "Pin";
    button.disabled = !selected && !view.data.here.length;
  };
  return { button, update };
}

// The selection within the text as UTF-16 offsets; null if there is none.
function selectedText(view) {
  const root = view.panel.getRootNode();
  const [range] = getSelection().getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  if (!range || range.collapsed || !view.text) return null;
  const start = offsetOf(view, range.startContainer, range.startOffset);
  const end = offsetOf(view, range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : { start, end };
}

function offsetOf(view, container, offset) {
  const block = (container.nodeType === Node.TEXT_NODE ? container.parentElement : container).closest(".block");
  const index = view.text.blocks.indexOf(block);
  if (index < 0) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(container, offset);
  return view.text.starts[index] + before.toString().length;
}
