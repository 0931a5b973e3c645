// The keys of the page, wherever the focus is but in a field. `data`: {place, download}; "?" shows them.

export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector(".root");
  if (!root.firstChild) root.append(makeKeys());
  if (leavings.get(root)?.signal.aborted ?? true) {
    const dialog = root.firstChild;
    const leaving = new AbortController();
    addEventListener("keydown", (event) => onKey(event, dialog), { signal: leaving.signal });
    closeSidebarAfterChoice(leaving.signal);
    takeDroppedFiles(leaving.signal);
    leavings.set(root, leaving);
  }
  if (data.place !== places.get(root) && data.place.startsWith("chat")) offerField(root);
  places.set(root, data.place);
  saveOnce(root, data.download);
  return () => leavings.get(root)?.abort();
}

const places = new WeakMap();
const leavings = new WeakMap();

const KEYS = [
  ["/ or Ctrl+K", "Write a question"],
  ["j, k", "Next, previous question of the chat"],
  ["n, p", "Next, previous citation in the open document"],
  ["s", "Choose the documents to search"],
  ["Esc", "Close what is open"],
  ["?", "Show these keys"],
];

function makeKeys() {
  const dialog = make("dialog", "keys");
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = make("h2", "", "Keys");
  title.id = "keys-title";
  const list = make("dl");
  for (const [keys, what] of KEYS) {
    const line = make("div");
    const term = make("dt");
    term.append(make("kbd", "", keys));
    line.append(term, make("dd", "", what));
    list.append(line);
  }
  dialog.append(title, list, makeButton("quiet", "Close", "", () => dialog.close()));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return dialog;
}

const isPhone = () => matchMedia("(pointer: coarse)").matches;
const field = () => document.querySelector('[data-testid="stChatInputTextArea"]');

function onKey(event, dialog) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    dialog.close();
    return focusField(false);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || event.defaultPrevented) return;
  const act = { "/": () => focusField(false), j: () => step(1), k: () => step(-1), s: focusDocumentFilter, "?": () => dialog.showModal() }[event.key];
  if (!act || (dialog.open && event.key !== "?")) return;
  event.preventDefault();
  act();
}

function isTyping(event) {
  const at = event.composedPath()[0];
  return at instanceof HTMLElement && at.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="combobox"]');
}

function focusField(isQuiet) {
  field()?.focus({ preventScroll: isQuiet });
}

// The field takes the focus by itself only where nobody has put it anywhere but on a choice in the sidebar, and where it
// opens no keyboard. While the page is still drawn, Streamlit may put another field in its place, and the focus is lost.
function offerField(root) {
  if (isPhone()) return;
  if (document.activeElement?.closest('[data-testid="stSidebar"]')) focusField(true);
  holdOn(root, () => document.activeElement === document.body && focusField(true));
}

function focusDocumentFilter() {
  document.querySelector('.st-key-document-filter [role="combobox"], .st-key-document-filter input')?.focus();
}

// Scroll to the question after, or before, the one that has the focus, or else the one at the top of the window, and put
// the focus on it. Where all are in sight, none is above the window: then "before" is the last one.
function step(by) {
  const parts = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  const questions = parts.flatMap((part) => [...(part.shadowRoot?.querySelectorAll("h2.question") ?? [])]);
  const tops = questions.map((question) => question.getBoundingClientRect().top);
  const margin = 90; // of the header above them
  const isInSight = (top) => top > -1 && top < innerHeight;
  const at = questions.findIndex((one, index) => isInSight(tops[index]) && one.matches(":focus-within"));
  const above = tops.findLastIndex((top) => top < 40);
  const before = above < 0 ? tops.findLastIndex(isInSight) : above;
  const next = at >= 0 ? at + by : by > 0 ? tops.findIndex((top) => top > margin) : before;
  const question = questions[next];
  if (!question) return;
  question.scrollIntoView({ block: "start" });
  const target = question.querySelector("button") ?? question;
  if (target === question) question.tabIndex = -1;
  target.focus({ preventScroll: true });
}
