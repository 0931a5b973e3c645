// On a narrow window, where the sidebar covers the page, it closes after a choice in it.

const NARROW = 768;
const CHOICES = ".st-key-navigation, [class*='st-key-chat-list'], [class*='st-key-chats'], .st-key-document-filter";

function closeSidebarAfterChoice(signal) {
  addEventListener(
    "click",
    (event) => {
      if (innerWidth >= NARROW) return;
      const path = event.composedPath().filter((one) => one instanceof Element);
      const isButton = path.some((one) => one.matches("button"));
      const isChoice = path.some((one) => one.matches(CHOICES)) && path.some((one) => one.matches('[data-testid="stSidebar"]'));
      if (isButton && isChoice) setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 50);
    },
    { signal },
  );
}
