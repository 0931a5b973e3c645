// Find in the drawn text: `text()` returns its `blocks`, and `textOf(index)` the text of each. Case, accents, kinds of
// quotation marks and amounts of white space are ignored, and so are invisible characters such as soft hyphens. The
// browser highlights matches without changing the text nodes.

const SLICE_MS = 12;
const PAUSE_MS = 120;
const PAINTED = 1000; // on either side of the current match: highlighting 100,000 matches takes seconds

function makeFind({ text, first, show, onClose }) {
  const element = make("div", "find");
  const field = make("input");
  field.type = "search";
  field.placeholder = "Find in the document";
  field.setAttribute("aria-label", "Find in the document");
  const count = make("span", "count soft");
  count.setAttribute("role", "status");
  const finder = makeFinder(text);
  let at = 0;
  const drawCount = () => {
    const total = finder.count();
    count.textContent = total ? `${(at + 1).toLocaleString("en")} of ${total.toLocaleString("en")}` : "No match";
    back.disabled = forward.disabled = total < 2;
  };
  const go = (to) => {
    const total = finder.count();
    if (!total) return;
    at = (to + total) % total;
    drawCount();
    show(finder.paint(at));
  };
  const run = async () => {
    clearTimeout(waiting);
    waiting = 0;
    if (!(await finder.search(field.value))) return;
    drawCount();
    if (finder.isBlank()) count.textContent = "";
    go(finder.from(first()));
  };
  let waiting = 0;
  const step = (by) => (waiting ? run() : go(at + by));
  const back = makeButton("back", "‹", "Previous match", () => step(-1));
  const forward = makeButton("forward", "›", "Next match", () => step(1));
  back.disabled = forward.disabled = true;
  const stop = () => {
    clearTimeout(waiting);
    waiting = 0;
    finder.clear();
  };
  const close = () => {
    if (element.hidden) return;
    stop();
    element.hidden = true;
    onClose();
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(run, PAUSE_MS);
  });
  element.addEventListener("keydown", (event) => {
    event.stopPropagation(); // single letters are shortcuts of Streamlit
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === field) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  });
  element.append(field, count, back, forward, makeButton("done", "×", "Close the search", close));
  element.hidden = true;
  const open = () => {
    element.hidden = false;
    field.focus({ preventScroll: true });
    field.select();
    if (field.value) run();
  };
  return { element, open, close, stop, isOpen: () => !element.hidden };
}

// The matches of one query in text order, three numbers each: block, start, end.
function makeFinder(text) {
  const folds = [];
  let matches = [];
  let wanted = "";
  let latest = 0;
  const collect = (index) => {
    const folded = (folds[index] ??= fold(text().textOf(index)));
    for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at + wanted.length)) {
      matches.push(index, ...placesOf(folded, at, at + wanted.length));
    }
  };
  // Resolves to whether it was completed: a later search cancels it.
  const search = async (query) => {
    const own = ++latest;
    clearPaint();
    matches = [];
    wanted = fold(query).text;
    if (!wanted.trim()) wanted = "";
    let rested = performance.now();
    for (let index = 0; wanted && index < text().blocks.length; index += 1) {
      collect(index);
      if (performance.now() - rested < SLICE_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (own !== latest) return false;
      rested = performance.now();
    }
    return true;
  };
  const rangeOf = (number) => {
    const [index, start, end] = matches.slice(3 * number, 3 * number + 3);
    const [startContainer, startOffset] = placeIn(text().blocks[index], start);
    const [endContainer, endOffset] = placeIn(text().blocks[index], end);
    return { startContainer, startOffset, endContainer, endOffset };
  };
  const count = () => matches.length / 3;
  const paint = (number) => {
    const ranges = [];
    for (let other = Math.max(0, number - PAINTED); other < Math.min(count(), number + PAINTED); other += 1) {
      if (other !== number) ranges.push(new StaticRange(rangeOf(other)));
    }
    const place = rangeOf(number);
    const range = new Range();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.endContainer, place.endOffset);
    setPaint(ranges, range);
    return range;
  };
  // The first match in or after the block `index`, else the first match.
  const from = (index) => {
    let low = 0;
    let high = count();
    while (low < high) {
      const middle = (low + high) >> 1;
      if (matches[3 * middle] < index) low = middle + 1;
      else high = middle;
    }
    return low < count() ? low : 0;
  };
  const clear = () => {
    latest += 1;
    matches = [];
    clearPaint();
  };
  return { search, count, paint, from, clear, isBlank: () => !wanted };
}

function setPaint(ranges, current) {
  if (!CSS.highlights) return;
  const all = new Highlight();
  ranges.forEach((range) => all.add(range)); // too many for spread arguments
  const one = new Highlight(current);
  one.priority = 1;
  CSS.highlights.set("document-found", all);
  CSS.highlights.set("document-found-current", one);
}

function clearPaint() {
  CSS.highlights?.delete("document-found");
  CSS.highlights?.delete("document-found-current");
}

// Return the text node that contains an offset of a block's text, and the offset in the node.
function placeIn(block, offset) {
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (offset <= node.length) return [node, offset];
    offset -= node.length;
  }
  return [block, block.childNodes.length];
}

const UNUSUAL = /[^\x20-\x7e]/gu;
const RUN = /\s\s+(?=\S)/;
const QUOTES = { "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"' };
const foldedCharacters = new Map();

// The folded text and the original offset of each of its units (null if they are equal, which is usual and ten times as
// fast).
function fold(text) {
  let isEven = !RUN.test(text);
  const folded = isEven && text.replace(UNUSUAL, (character) => {
    const plain = foldCharacter(character);
    isEven &&= plain.length === character.length;
    return plain;
  });
  return isEven ? { text: folded.toLowerCase(), places: null } : foldUneven(text);
}

function foldUneven(text) {
  const folded = [];
  const places = [];
  let at = 0;
  let last = "";
  for (const character of text) {
    const plain = foldCharacter(character);
    if (plain !== " " || last !== " ") {
      folded.push(plain);
      for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
      last = plain || last;
    }
    at += character.length;
  }
  places.push(at);
  return { text: folded.join(""), places };
}

// To upper and then lower case, so that ß becomes ss and the Turkish dotless ı becomes i.
function foldCharacter(character) {
  let plain = foldedCharacters.get(character);
  if (plain === undefined) {
    const base = (QUOTES[character] ?? character).normalize("NFKD").replace(/[\p{M}\p{DI}]/gu, "");
    plain = base.toUpperCase().toLowerCase().replace(/\s+/g, " ");
    foldedCharacters.set(character, plain);
  }
  return plain;
}

// The original span of a span of folded text; a character folded into several is included completely.
function placesOf({ places }, start, end) {
  if (!places) return [start, end];
  let after = end;
  while (after < places.length - 1 && places[after] === places[end - 1]) after += 1;
  return [places[start], places[after]];
}
