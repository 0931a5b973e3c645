"""What a visitor does in the document view and sees of it, for its tests."""

from playwright.sync_api import Locator, Page

from tests.ingest.formats.made_pdf import new_pdf

_IN_SIGHT = """number => {
  const part = [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector(".panel"))?.shadowRoot;
  const mark = part?.querySelector("mark.current");
  if (!mark || (number && mark.dataset.numbers !== number)) return false;
  const box = mark.getBoundingClientRect();
  return box.height > 0 && box.top > 40 && box.top < innerHeight;
}"""
_FOUND = """() => {
  const [range] = CSS.highlights.get("document-found-current") ?? [];
  const box = range?.getBoundingClientRect();
  return box?.height > 0 && box.top > 40 && box.bottom <= innerHeight && range.toString();
}"""
_COUNTED = "([count, before]) => count.textContent && count.textContent !== before && count.textContent"
_HELD = """() => {
  let held = document.activeElement;
  while (held.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  return held.getRootNode().querySelector(".panel") ? held.getAttribute("aria-label") ?? held.textContent : "outside";
}"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def in_sight(page: Page, number: int = 0) -> str:
    """The words of the current mark, which must come into sight."""
    page.wait_for_function(_IN_SIGHT, arg=str(number or ""), polling="raf")
    return page.locator(".panel mark.current").text_content() or ""


def shown(page: Page) -> str:
    blocks = "body => [...body.querySelectorAll('.block')].map((block) => block.textContent).join('')"
    return str(page.locator(".panel .body").evaluate(blocks))


def look_for(page: Page, words: str) -> tuple[str, str]:
    """The count, and the words of the match at hand (which must come into sight)."""
    if not page.locator(".find").is_visible():
        press(page, "Find in the document")
    count = page.locator(".find .count")
    before = count.text_content()
    page.locator(".find input").fill(words)
    announced = page.wait_for_function(_COUNTED, arg=[count.element_handle(), before]).json_value()
    return str(announced), found(page)


def found(page: Page) -> str:
    return str(page.wait_for_function(_FOUND).json_value())


def step(page: Page, key: str = "Enter") -> str:
    """The next match."""
    count = page.locator(".find .count")
    before = count.text_content()
    page.locator(".find input").press(key)
    page.wait_for_function(_COUNTED, arg=[count.element_handle(), before])
    return found(page)


def picture(page: Page) -> Locator:
    """The page's picture, once it is drawn."""
    image = page.locator(".sheet img")
    image.evaluate("image => image.decode()")
    return image


def boxes(page: Page, which: str) -> list[list[float]]:
    """Where boxes stand, in points of the page: left, top, right and bottom."""
    image = picture(page).evaluate("image => image.getBoundingClientRect().toJSON()")
    found = page.locator(which).evaluate_all("boxes => boxes.map((box) => box.getBoundingClientRect().toJSON())")
    sides = (("left", "left"), ("top", "top"), ("right", "left"), ("bottom", "top"))
    return [[(box[side] - image[edge]) * new_pdf().w / image["width"] for side, edge in sides] for box in found]


def held(page: Page) -> str:
    """What has the focus, if it is in the view."""
    return str(page.evaluate(_HELD))
