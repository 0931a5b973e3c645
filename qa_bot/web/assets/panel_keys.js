// Focus and keys of the document view. Precedes document.js, whose `view` these functions take.

// The focused element, including inside shadow roots.
function focused(place) {
  const element = place.activeElement;
  return element?.shadowRoot?.activeElement ? focused(element.shadowRoot) : element;
}

function isField(element) {
  return Boolean(element?.matches("input, textarea, select, [contenteditable]"));
}

// Covering the chat, the view is a dialog that traps the focus; beside the chat it is a region.
function addKeys(view) {
  const { panel } = view;
  const fit = () => {
    panel.setAttribute("role", isOver(view) ? "dialog" : "region");
    if (isOver(view)) panel.setAttribute("aria-modal", "true");
    else panel.removeAttribute("aria-modal");
  };
  const onEscape = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (view.find.isOpen()) view.find.close();
    else if (view.isFull) setFull(view, false);
    else view.close();
  };
  const onLetter = (event) => {
    const by = { n: 1, p: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isField(event.composedPath()[0])) return;
    event.preventDefault();
    view.steps.step(by);
  };
  const onFocus = (event) => isOver(view) && !event.composedPath().includes(panel) && panel.focus({ preventScroll: true });
  panel.addEventListener("keydown", (event) => {
    const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "f";
    if (!isFind || view.find.isOpen() || view.findButton.hidden) return; // pressed again, it opens the browser's own search
    event.preventDefault();
    openFind(view);
  });
  panel.addEventListener("keydown", (event) => event.key === "Tab" && isOver(view) && trapFocus(panel, event), true);
  view.fit = fit;
  view.enter = () => {
    fit();
    OVER.addEventListener("change", fit);
    document.addEventListener("keydown", onEscape);
    document.addEventListener("keydown", onLetter);
    document.addEventListener("selectionchange", view.pin.update);
    document.addEventListener("focusin", onFocus);
  };
  view.leave = () => {
    view.find.stop();
    OVER.removeEventListener("change", fit);
    document.removeEventListener("keydown", onEscape);
    document.removeEventListener("keydown", onLetter);
    document.removeEventListener("selectionchange", view.pin.update);
    document.removeEventListener("focusin", onFocus);
  };
}

function trapFocus(panel, event) {
  const stops = [...panel.querySelectorAll("button:not(:disabled), input, [tabindex='0']")].filter((stop) => stop.checkVisibility());
  const focusedElement = panel.getRootNode().activeElement;
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (focusedElement !== from && !(event.shiftKey && focusedElement === panel)) return;
  event.preventDefault();
  to.focus();
}
