// The text of a document as blocks, laid out near the window only. Precedes document.js, whose `view` these functions take.

const IN_A_CHUNK = 50;
const LONG = 20_000; // characters from which a paragraph is laid out in parts of about PART characters
const PART = 4_000;

function drawText(view, data) {
  const quotes = Object.entries(data.quotes).map(([number, [start, end]]) => ({ number: Number(number), start, end }));
  const starts = [];
  const blocks = [];
  const chunks = [];
  let at = 0;
  let number = 1;
  let pages = 0;
  for (const [index, length] of data.lengths.entries()) {
    const count = data.counts[index] ?? 1;
    blocks.push(makeBlock(data.text, at, at + length, quotes));
    blocks[index].dataset.number = count > 1 ? `${number}–${number + count - 1}` : String(number);
    for (; data.page_starts[pages]?.[0] <= at; pages += 1) blocks[index].dataset.page = data.page_starts[pages][1];
    starts.push(at);
    at += length;
    number += count;
  }
  for (let first = 0; first < blocks.length; first += IN_A_CHUNK) {
    chunks.push(makeChunk(blocks.slice(first, first + IN_A_CHUNK), data.lengths.slice(first, first + IN_A_CHUNK)));
  }
  view.panel.style.setProperty("--gutter", `${Math.max(4, String(number).length) * 0.45 + 0.4}rem`);
  view.text = { blocks, chunks, starts, textOf: (index) => data.text.slice(starts[index], starts[index] + data.lengths[index]) };
  return chunks;
}

function makeBlock(text, start, end, quotes) {
  const block = make("div", "block");
  const inside = quotes.filter((quote) => quote.start < end && start < quote.end);
  if (end - start < LONG) fill(block, text, start, end, inside);
  else for (let from = start, to; from < end; from = to) {
    to = partEnd(text, from, end, inside);
    const part = make("span", "part");
    part.style.containIntrinsicHeight = `auto ${height(to - from)}px`;
    fill(part, text, from, to, inside);
    block.append(part);
  }
  return block;
}

function fill(element, text, start, end, quotes) {
  const edges = quotes.flatMap((quote) => [quote.start, quote.end]).filter((edge) => start < edge && edge < end);
  const borders = [...new Set([start, ...edges, end])].sort((a, b) => a - b);
  appendPieces(element, borders.slice(1).map((right, index) => {
    const left = borders[index];
    const covering = quotes.filter((quote) => quote.start <= left && right <= quote.end);
    return [text.slice(left, right), covering.map((quote) => quote.number)];
  }));
}

// The end of a part of a very long paragraph: at white space if possible, never inside a character or a quote.
function partEnd(text, start, end, quotes) {
  let at = start + PART;
  const space = text.slice(at, at + PART).search(/\s/);
  at += space >= 0 ? space + 1 : Number(/[\udc00-\udfff]/.test(text[at] ?? ""));
  for (let quote; (quote = quotes.find((one) => one.start < at && at < one.end)); ) at = quote.end;
  return Math.min(at, end);
}

// Only chunks near the window, and parts of very long paragraphs, are laid out, so that millions of characters open at
// once. The others have an estimated height, which makes the scroll bar nearly right.
function makeChunk(blocks, lengths) {
  const chunk = make("div", "chunk");
  chunk.style.containIntrinsicHeight = `auto ${lengths.reduce((sum, length) => sum + height(length) + 12, 0)}px`;
  chunk.append(...blocks);
  return chunk;
}

// The height in pixels of so many characters, in lines of about 55.
function height(characters) {
  return Math.ceil(characters / 55) * 26;
}

function firstVisibleBlock(view) {
  const top = view.panel.firstElementChild.getBoundingClientRect().bottom;
  const isVisible = (element) => element.getBoundingClientRect().bottom > top;
  const chunk = view.text.chunks.findIndex(isVisible);
  if (chunk < 0) return 0;
  return chunk * IN_A_CHUNK + Math.max(0, [...view.text.chunks[chunk].children].findIndex(isVisible));
}
