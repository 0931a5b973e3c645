// Below an answer: its facts, how it was found, copying, and the visitor's rating.

function makeActions(view, rate, open) {
  const element = make("div", "actions");
  const tools = make("div", "tools small");
  const status = makeStatus();
  const rater = makeRater(rate, status.announce);
  tools.append(status.element);
  if (view.copy) tools.append(makeCopy("Copy", "Copy the answer with its sources", () => view.copy, status.announce));
  if (view.copy_all) {
    const label = "Copy the answer with the sentences that are not supported";
    tools.append(makeCopy("Copy all", label, () => view.copy_all, status.announce));
  }
  if (view.link) {
    const address = () => location.origin + location.pathname + view.link;
    tools.append(makeCopy("Copy link", "Copy a link to this answer", address, status.announce));
  }
  tools.append(rater.thumbs);
  const actions = make("div", "answer-actions");
  actions.append(make("p", "facts small soft", view.facts), makeHow(view, open));
  element.append(actions, tools, rater.form);
  return { element, showRating: rater.show };
}

function makeStatus() {
  const element = make("span", "status soft");
  element.setAttribute("role", "status");
  let ending = 0;
  const announce = (text) => {
    clearTimeout(ending);
    element.textContent = text;
    ending = setTimeout(() => (element.textContent = ""), 4000);
  };
  return { element, announce };
}

function makeCopy(text, label, content, announce) {
  const button = makeButton("quiet", text, label, async () => {
    const done = await copyText(content());
    button.focus({ preventScroll: true }); // copying by selection moves the focus
    announce(done ? "Copied" : "The browser blocked copying");
  });
  return button;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // a page over plain HTTP has no clipboard
  }
}

function copyBySelection(text) {
  const area = make("textarea");
  area.value = text;
  area.style.cssText = "position: fixed; top: 0; opacity: 0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

// Two thumbs and, after a rating, a field for a comment. Displayed as pressed or saved is what the server has stored.
function makeRater(rate, announce) {
  let stored = { helpful: null, remark: "" };
  let sent = null;
  const press = (helpful) => rate(stored.helpful === helpful ? { helpful: null, remark: "" } : { helpful, remark: stored.remark });
  const up = makeThumb("Helpful", "thumb", () => press(true));
  const down = makeThumb("Not helpful", "thumb down", () => press(false));
  const thumbs = make("span", "thumbs");
  thumbs.append(up, down);
  const form = make("form", "remark");
  const field = make("input");
  field.placeholder = "Comment (optional)";
  field.maxLength = 500;
  field.setAttribute("aria-label", field.placeholder);
  const save = make("button", "quiet", "Save");
  form.append(field, save);
  const isChanged = () => field.value.trim() !== stored.remark;
  field.addEventListener("input", () => (save.disabled = !isChanged()));
  // Typing must not trigger Streamlit's shortcuts, which cannot see that the focus is in a field.
  field.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isChanged()) return;
    sent = field.value.trim();
    rate({ helpful: stored.helpful, remark: sent });
  });
  const show = (rating) => {
    thumbs.hidden = !rating;
    form.hidden = !rating || rating.helpful === null;
    if (!rating) return;
    const isSaved = sent !== null && rating.remark !== stored.remark; // the server may have shortened it
    const isTyping = isChanged() && !(isSaved && field.value.trim() === sent);
    if (!isTyping || rating.helpful === null) field.value = rating.remark;
    if (isSaved) announce("Saved");
    if (isSaved) sent = null;
    stored = rating;
    up.setAttribute("aria-pressed", String(rating.helpful === true));
    down.setAttribute("aria-pressed", String(rating.helpful === false));
    save.disabled = !isChanged();
  };
  return { thumbs, form, show };
}

const THUMB = "M5 13.5V7.3L7.6 2.6c.9 0 1.5.8 1.3 1.7L8.4 6.6h3.7c.9 0 1.5.8 1.3 1.7l-.9 4c-.1.7-.7 1.2-1.4 1.2zM5 7.5H2.6v6H5";

function makeThumb(label, className, onPress) {
  const button = makeButton(className, "", label, onPress);
  button.title = label;
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(drawing.namespaceURI, "path");
  line.setAttribute("d", THUMB);
  drawing.append(line);
  button.append(drawing);
  return button;
}
