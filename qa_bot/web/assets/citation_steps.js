// From one citation of an answer to the next, also into other documents. Precedes document.js, whose `view` these
// functions take.

function makeSteps(view) {
  const element = make("div", "steps");
  const label = make("span");
  label.setAttribute("role", "status");
  const where = make("bdi", "soft");
  const numbers = view.data.steps;
  const at = () => numbers.indexOf(view.current);
  // The server opens citations of other documents. A step replaces the address, so that the browser's Back closes.
  const step = (by) => {
    const number = numbers[at() + by];
    if (number === undefined) return;
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(view.data.addresses[number])) query.set(name, value);
    history.replaceState(history.state, "", `?${query}`);
    dispatchEvent(new CustomEvent("citation-step", { detail: { exchange: view.data.exchange, number } }));
    view.send("step", { citation: number });
    if (view.data.here.includes(number)) go(number);
  };
  const back = makeButton("back", "‹", "Previous citation", () => step(-1));
  const forward = makeButton("forward", "›", "Next citation", () => step(1));
  const go = (number) => {
    view.current = number;
    label.textContent = `Citation ${at() + 1} of ${numbers.length}`;
    where.textContent = pagesOf(view).length ? `· page ${pagesOf(view).join("–")}` : "";
    back.disabled = at() <= 0;
    forward.disabled = at() === numbers.length - 1;
    if (view.isPaged) view.pageImage.showQuote();
    else showQuote(view);
  };
  element.append(back, label, forward, where);
  element.hidden = !numbers.length;
  return { element, go, step };
}

function showQuote(view) {
  const marks = [...view.body.querySelectorAll("mark")];
  for (const mark of marks) mark.classList.toggle("current", mark.dataset.numbers.split(" ").includes(String(view.current)));
  const first = marks.find((mark) => mark.classList.contains("current"));
  if (first) scrollInPanel(view.panel, first);
}

// Scroll twice, since layout replaces estimated heights. `place` is an element or a range.
function scrollInPanel(panel, place) {
  const step = () => {
    const toolbarBottom = panel.firstElementChild.getBoundingClientRect().bottom;
    const box = place.getBoundingClientRect();
    const height = panel.getBoundingClientRect().bottom - toolbarBottom;
    panel.scrollTop += box.top - toolbarBottom - Math.max(24, (height - box.height) / 2);
  };
  (place.startContainer?.parentElement ?? place).scrollIntoView({ block: "center" });
  requestAnimationFrame(() => {
    step();
    requestAnimationFrame(step);
  });
}
