// Sets the login cookie, or deletes it without a token. `data`: {cookie, token, seconds, at}. A script cannot set
// HttpOnly, and Streamlit sets no cookies for a page, so the page's scripts can read this one. All of them are our own.

export default function ({ data: [data] }) {
  // Streamlit may draw the replaced form once more after the page.
  if (data.at < (window.qaBotLoginAt ?? 0)) return;
  window.qaBotLoginAt = data.at;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.cookie}=${data.token}; Max-Age=${data.seconds}; Path=/; SameSite=Strict${secure}`;
  if (!data.token) focusField(FRAMES);
}

const FRAMES = 120;

// The field may be drawn after this component, and drawn again.
function focusField(frames) {
  const field = document.querySelector(".st-key-login input");
  if (field && document.activeElement === document.body) field.focus();
  if (frames && document.activeElement !== field) requestAnimationFrame(() => focusField(frames - 1));
}
