// New answers are announced to screen readers, by a live region in the page.

function announce(text) {
  let region = document.querySelector(".announcer");
  if (!region) {
    region = make("div", "announcer");
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 100); // a region that has just been added is not read
}

function announcement(view) {
  if (view.problem) return view.problem;
  const said = view.short?.text ?? view.statements?.[0]?.pieces.map(([text]) => text).join("");
  if (view.found && !view.comparison) return `Answer: ${said}`;
  return (view.lines ?? []).join(" ") || "Nothing found.";
}
