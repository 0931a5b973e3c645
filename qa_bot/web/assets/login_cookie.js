// Keeps a login over a reload of the page, or forgets it. `data`: {cookie, token, seconds, at}; no token forgets.
// A script cannot set HttpOnly, and Streamlit sets no cookie for its pages: so the page's other scripts could read this
// one. They are its own alone, as nothing that comes from outside ever becomes a script here.

export default function ({ data }) {
  // While a page takes the form's place, Streamlit may draw what goes once more, after what has come.
  if (data.at < (window.qaBotLoginAt ?? 0)) return;
  window.qaBotLoginAt = data.at;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.cookie}=${data.token}; Max-Age=${data.seconds}; Path=/; SameSite=Strict${secure}`;
  if (!data.token) focusField(FRAMES);
}

const FRAMES = 120;

// The field may be drawn after this part, and once more.
function focusField(frames) {
  const field = document.querySelector(".st-key-login input");
  if (field && document.activeElement === document.body) field.focus();
  if (frames && document.activeElement !== field) requestAnimationFrame(() => focusField(frames - 1));
}
