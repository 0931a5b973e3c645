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

const MODE_KEY = "document-mode";

// A document with pages opens as the visitor has last looked at one.
function openAsPage(view) {
  view.isPageOffered = true;
  if (view.data.pages && !view.data.page && localStorage.getItem(MODE_KEY) === "page") askPage(view, pagesOf(view)[0] ?? 1);
}

function makeModes(view) {
  const element = make("div", "ways");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Show as");
  const show = (mode, number) => {
    localStorage.setItem(MODE_KEY, mode);
    askPage(view, number());
  };
  const text = makeButton("way", "Text", "", () => show("text", () => 0));
  const page = makeButton("way", "Page", "", () => show("page", () => pagesOf(view)[0] ?? 1));
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
  const status = make("span", "hidden");
  status.setAttribute("role", "status");
  const field = make("input");
  field.type = "number";
  field.min = 1;
  const label = make("label", "", "Page ");
  const count = make("bdi");
  label.append(field);
  const go = (number) => askPage(view, number);
  const back = makeButton("back", "‹", "Previous page", () => go(view.asked - 1));
  const forward = makeButton("forward", "›", "Next page", () => go(view.asked + 1));
  field.addEventListener("change", () => {
    const number = Math.min(Math.max(1, Math.round(field.valueAsNumber)), view.data.page?.of ?? 1);
    if (number && number !== view.asked) go(number);
    else field.value = view.asked;
  });
  field.addEventListener("keydown", (event) => event.key !== "Escape" && event.key !== "Tab" && event.stopPropagation());
  const update = () => {
    const page = view.data.page;
    const isThere = page?.number === view.asked;
    element.hidden = !view.asked;
    status.textContent = isThere ? `Page ${page.number} of ${page.of}` : `Loading page ${view.asked}`;
    field.value = view.asked;
    if (page) field.max = page.of;
    count.textContent = isThere ? `of ${page.of}` : "…";
    back.disabled = !page || view.asked <= 1;
    forward.disabled = !page || view.asked >= page.of;
  };
  element.append(back, label, count, status, forward, makeZoom(view));
  return { element, update };
}

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];
let zoom = 1; // a share of the view's width; 1 fits the width

function makeZoom(view) {
  const element = make("div", "zoom");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Zoom");
  const label = make("output");
  const set = (to) => {
    const share = view.panel.scrollTop / view.panel.scrollHeight;
    zoom = to;
    view.pageImage.element.style.setProperty("--zoom", zoom);
    view.panel.scrollTop = share * view.panel.scrollHeight;
    label.textContent = `${Math.round(100 * zoom)} %`;
    smaller.disabled = zoom <= ZOOMS[0];
    larger.disabled = zoom >= ZOOMS.at(-1);
    fit.textContent = zoom === 1 ? "Fit page" : "Fit width";
  };
  const smaller = makeButton("back", "−", "Smaller", () => set(ZOOMS.findLast((one) => one < zoom)));
  const larger = makeButton("forward", "+", "Larger", () => set(ZOOMS.find((one) => one > zoom)));
  const fit = makeButton("fit", "", "", () => set(zoom === 1 ? view.pageImage.wholePage() : 1));
  element.append(smaller, label, larger, fit);
  view.setZoom = set;
  return element;
}

// A page image with the quotes' boxes over it.
function makePageImage(view) {
  const element = make("div", "sheet");
  const paper = make("div", "paper");
  element.append(paper);
  const showQuote = () => {
    const pages = pagesOf(view);
    if (pages.length && !pages.includes(view.asked)) askPage(view, pages[0]);
    else mark();
  };
  const mark = () => {
    const boxes = [...paper.querySelectorAll(".box")];
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
    paper.replaceChildren(image, ...boxes);
  };
  // The zoom at which the whole page is in sight.
  const wholePage = () => {
    const image = paper.firstElementChild;
    const height = view.panel.clientHeight - view.panel.firstElementChild.offsetHeight - 48;
    return Math.min(1, Math.max(0.2, (height * image.naturalWidth) / image.naturalHeight / element.clientWidth));
  };
  return { element, draw, showQuote, wholePage };
}

function makeBox(number, [left, top, right, bottom]) {
  const box = make("div", "box");
  box.dataset.number = number;
  const sides = { left, top, width: right - left, height: bottom - top };
  for (const [side, share] of Object.entries(sides)) box.style[side] = `${100 * share}%`;
  return box;
}
