// The popover of a citation number, with the quote and its document, or of a source, with its passage.

let tabbing = false;
document.addEventListener("keydown", (event) => (tabbing = event.key === "Tab"), true);

// The popover is in the browser's top layer, so nothing can cover or clip it. It stays while the pointer is on the number
// or the popover, and closes with Escape. Screen readers get its content from the number itself.
function makePopover(root) {
  const element = make("div", "popover");
  element.popover = "manual";
  element.setAttribute("aria-hidden", "true");
  let leaving = 0;
  let owner = null;
  let opening = 0;
  const stay = () => {
    clearTimeout(leaving);
    clearTimeout(opening);
  };
  const hide = () => {
    stay();
    owner?.classList.remove("shown");
    owner = null;
    if (element.matches(":popover-open")) element.hidePopover();
  };
  const leave = () => {
    stay();
    leaving = setTimeout(hide, 160);
  };
  const show = (button, content) => {
    hide();
    element.replaceChildren(...content());
    if (!element.firstChild) return;
    owner = button;
    button.classList.add("shown");
    element.showPopover();
    place(element, button.getBoundingClientRect());
  };
  element.addEventListener("mouseenter", stay);
  element.addEventListener("mouseleave", leave);
  root.onkeydown = (event) => {
    if (event.key !== "Escape" || !owner) return;
    event.stopPropagation();
    hide();
  };
  // `content` returns the popover's elements, none where there is nothing to show.
  const attach = (button, content, delay = 0) => {
    const start = () => {
      stay();
      opening = setTimeout(() => show(button, content), delay);
    };
    button.addEventListener("mouseenter", start);
    button.addEventListener("focus", () => tabbing && start());
    button.addEventListener("mouseleave", leave);
    button.addEventListener("blur", leave);
  };
  return { element, attach, hide };
}

function quoteContent(quote) {
  const hint = make("span", "soft");
  hint.append(make("bdi", "", quote.place), " · click to open the document there");
  return [make("q", "", quote.text), make("span", "title", quote.title), hint];
}

function place(element, mark) {
  const box = element.getBoundingClientRect();
  const left = Math.max(12, Math.min(mark.right - box.width / 2, innerWidth - box.width - 12));
  const below = mark.bottom + 6;
  const top = below + box.height <= innerHeight - 8 ? below : Math.max(8, mark.top - box.height - 6);
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}
