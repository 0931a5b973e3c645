// Page images with boxes around the quotes, rendered by the server on request. Precedes document.js, whose `view` these
// functions take.

// Request a page image, or the text (0), which is shown immediately if it has been drawn before.
function askPage(view, number) {
  view.asked = number;
  if (number) view.find.close();
  if (!number && view.text) showMode(view, false);
  else view.pager.update();
  view.send("page", { number, citation: view.current });
}

function makeModes(view) {
  const element = make("div", "ways");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Show as");
  const text = makeButton("way", "Text", "", () => askPage(view, 0));
  const page = makeButton("way", "Page", "", () => askPage(view, pagesOf(view)[0] ?? 1));
  const update = () => {
    text.setAttribute("aria-pressed", String(!view.isPaged));
    page.setAttribute("aria-pressed", String(view.isPaged));
  };
  element.append(text, page);
  return { element, update };
}

const pagesOf = (view) => view.data.pages?.[view.current] ?? [];

function makePager(view) {
  const element = make("div", "turn");
  const label = make("span");
  label.setAttribute("role", "status");
  const go = (by) => askPage(view, view.asked + by);
  const back = makeButton("back", "‹", "Previous page", () => go(-1));
  const forward = makeButton("forward", "›", "Next page", () => go(1));
  const update = () => {
    const page = view.data.page;
    const isThere = page?.number === view.asked;
    element.hidden = !view.asked;
    label.textContent = isThere ? `Page ${page.number} of ${page.of}` : `Loading page ${view.asked}`;
    back.disabled = !page || view.asked <= 1;
    forward.disabled = !page || view.asked >= page.of;
  };
  element.append(back, label, forward);
  return { element, update };
}

// A page image with the quotes' boxes over it.
function makePageImage(view) {
  const element = make("div", "sheet");
  const showQuote = () => {
    const pages = pagesOf(view);
    if (pages.length && !pages.includes(view.asked)) askPage(view, pages[0]);
    else mark();
  };
  const mark = () => {
    const boxes = [...element.querySelectorAll(".box")];
    for (const box of boxes) box.classList.toggle("current", box.dataset.number === String(view.current));
    const first = boxes.find((box) => box.classList.contains("current"));
    if (first) scrollInPanel(view.panel, first);
    else view.panel.scrollTop = 0;
  };
  const draw = (page) => {
    const image = make("img");
    const marked = view.data.steps.length ? Object.keys(page.boxes).filter((number) => page.boxes[number].length) : [];
    image.alt = [`Page ${page.number} of ${page.of} of “${view.data.title}”`, ...marked.map((number) => `citation ${number}`)].join(", ");
    image.addEventListener("load", mark);
    image.src = `data:image/png;base64,${page.png}`;
    const boxes = Object.entries(page.boxes).flatMap(([number, found]) => found.map((sides) => makeBox(number, sides)));
    element.replaceChildren(image, ...boxes);
  };
  return { element, draw, showQuote };
}

function makeBox(number, [left, top, right, bottom]) {
  const box = make("div", "box");
  box.dataset.number = number;
  const sides = { left, top, width: right - left, height: bottom - top };
  for (const [side, share] of Object.entries(sides)) box.style[side] = `${100 * share}%`;
  return box;
}
