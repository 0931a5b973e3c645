// A document's own page. `data` is from qa_bot/web/views/document_page.py, and `questions` that it answers.

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (isDrawn(parentElement, JSON.stringify(data))) return;
  root.replaceChildren(makePath(setTriggerValue), makeHead(data), makeActions(setTriggerValue), ...makeSections(data, setTriggerValue));
}

function makePath(trigger) {
  const path = make("nav", "small");
  path.setAttribute("aria-label", "Path");
  path.append(makeButton("link", "Documents", "", () => trigger("documents", true)), make("span", "soft", " ›"));
  return path;
}

function makeHead(data) {
  const head = make("header");
  head.append(make("h1", "", data.title));
  if (data.by) head.append(make("p", "by", data.by));
  if (data.file) head.append(make("p", "small soft", data.file));
  head.append(make("p", "small soft", data.facts));
  if (data.note) head.append(make("p", "small soft", data.note));
  return head;
}

function makeActions(trigger) {
  const actions = make("div", "actions");
  actions.append(makeButton("main", "Read", "Read the document", () => trigger("read", true)));
  actions.append(makeButton("plain", "Ask only this", "Ask only this document", () => trigger("only", true)));
  return actions;
}

function makeSections(data, trigger) {
  const passage = make("p", "opening", data.opening);
  const outline = data.outline.map((text, index) => makeButton("link", text, "", () => trigger("heading", index)));
  const questions = data.questions.map((text) => makeButton("plain", text, "", () => trigger("ask", text)));
  const cited = data.cited.map((one) => makeCited(one, trigger));
  return [
    makeSection("It begins", data.opening ? [passage] : []),
    makeSection("Outline", makeList(outline, "outline")),
    makeSection("Try one of these", makeList(questions, "questions")),
    makeSection("Cited in your chats", makeList(cited, "cited"), "No answer of your chats cites it yet."),
  ].filter(Boolean);
}

function makeSection(heading, content, otherwise = "") {
  if (!content.length && !otherwise) return null;
  const section = make("section");
  section.append(make("h2", "", heading), ...(content.length ? content : [make("p", "soft", otherwise)]));
  return section;
}

function makeList(buttons, className) {
  if (!buttons.length) return [];
  const list = make("ul", className);
  for (const button of buttons) {
    const item = make("li");
    item.append(button);
    list.append(item);
  }
  return [list];
}

function makeCited({ chat, exchange, question, detail }, trigger) {
  const button = makeButton("row", "", "", () => trigger("cited", { chat, exchange }));
  button.append(make("span", "link", question), make("span", "small soft", detail));
  return button;
}
