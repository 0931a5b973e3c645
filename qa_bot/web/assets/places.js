// Every place that has some words, by document: a count, a filter, and the first few of each document.

const FIRST_PLACES = 4;
const FEWEST_TO_FILTER = 6;

function makePlaces(view, on) {
  const { documents, more, count } = view.places;
  const box = make("div", "listed places");
  box.append(...view.lines.map((line, at) => make(at ? "p" : "strong", "", line)));
  if (more) box.append(make("p", "note small soft", more));
  const groups = documents.map((one) => makeGroup(one, on));
  const total = documents.reduce((sum, one) => sum + one.places.length, 0);
  if (total >= FEWEST_TO_FILTER) box.append(makeFilter(groups, count, total));
  box.append(...groups.map((group) => group.element));
  return box;
}

function makeFilter(groups, count, total) {
  const bar = make("div", "filter");
  const field = make("input");
  field.type = "search";
  field.placeholder = "Filter the places";
  field.setAttribute("aria-label", "Filter the places");
  const status = make("span", "small soft", count);
  status.setAttribute("role", "status");
  field.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation());
  field.addEventListener("input", () => {
    const words = foldWords(field.value).split(/\s+/).filter(Boolean);
    const left = groups.reduce((sum, group) => sum + group.filter(words), 0);
    status.textContent = words.length ? (left ? `${left} of ${total} places` : "No place matches.") : count;
  });
  bar.append(field, status);
  return bar;
}

const foldWords = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function makeGroup({ document: id, title, file, places }, on) {
  const element = make("section", "group");
  const heading = make("h3", "heading");
  heading.append(makeButton("title", title, "", () => on.trigger("about", id)));
  if (file !== title) heading.append(make("bdi", "file small soft", file));
  heading.append(make("span", "count small soft", places.length === 1 ? "1 place" : `${places.length} places`));
  const items = places.map((place) => makePlace(place, title, on));
  const all = makeButton("quiet", `Show all ${places.length}`, `Show all ${places.length} places in ${title}`, () => show(true));
  const texts = places.map((place) => foldWords(`${title} ${file} ${place.pieces.map(([text]) => text).join("")}`));
  let isWhole = places.length <= FIRST_PLACES + 1;
  const show = (whole, words = []) => {
    isWhole = whole;
    const matching = texts.map((text) => words.every((word) => text.includes(word)));
    items.forEach((item, at) => (item.hidden = !matching[at] || (!words.length && !isWhole && at >= FIRST_PLACES)));
    const left = matching.filter(Boolean).length;
    all.hidden = isWhole || words.length > 0;
    element.hidden = !left;
    return left;
  };
  element.append(heading, makeList(items), all);
  show(isWhole);
  return { element, filter: (words) => show(isWhole, words) };
}

function makePlace(found, title, on) {
  const { number, place, proven } = found;
  const item = make("li", "place");
  const button = makeButton("number", String(number), `Open ${title} at place ${number}`, () => on.open({ citation: number }));
  button.dataset.number = number;
  const text = make("span", "snippet");
  if (found.rows.length) text.append(makeCells(found, appendMarked));
  else appendMarked(text, found.pieces);
  item.append(button, text, make("bdi", "small soft", place));
  if (!proven) item.append(...makeProof(proven));
  item.addEventListener("click", (event) => event.target.closest("button") || getSelection()?.toString() || on.open({ citation: number }));
  return item;
}

// Buttons that ask the same question in another way.
function makeOffers(view, { trigger }) {
  if (!view.offers?.length) return [];
  const box = make("div", "offers");
  box.append(...view.offers.map(({ label, intent }) => makeButton("quiet", label, "", () => trigger("ask_as", { exchange: view.id, intent }))));
  return [box];
}
