"""The page by keys, in two windows, on a phone, and with files dropped on it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

TEXTS = {
    "ferry.txt": "The Ferry\n\nThe Zanzibar Ferry sails every Tuesday at noon from the northern pier.",
    "tower.txt": "The Tower\n\nThe lighthouse of Porto Novo is 40 metres high and white.",
    "leases/alma.txt": "Lease Alma\n\nThe notice period of the Alma lease is three months.",
    "leases/birch.txt": "Lease Birch\n\nThe notice period of the Birch lease is six weeks.",
}
FERRY, TOWER = "When does the Zanzibar Ferry sail?", "How high is the lighthouse of Porto Novo?"
FIELD = '[data-testid="stChatInputTextArea"]'
DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: "text/plain" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.querySelector(".stMain").dispatchEvent(
      new DragEvent(kind, { bubbles: true, cancelable: true, composed: true, dataTransfer: files }));
    if (kind === "dragover" && !document.body.classList.contains("dropping")) throw new Error("no sign of a drop");
  }
}"""
FAINT = """() => {
  const all = (root) => [...root.querySelectorAll("*")]
    .flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (under, over) => {
    canvas.fillStyle = "#fff"; canvas.fillRect(0, 0, 1, 1);
    for (const colour of [under, over]) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const linear = (one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  const light = (part) => part.map((one) => linear(one / 255))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, two) => {
    const [a, b] = [light(one), light(two)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  const controls = all(document).filter((one) => one.matches(
    "button.quiet, .chips button.row, input[type=search], select, [data-testid=stBaseButton-secondary], " +
    "[data-testid=stBaseButton-segmented_control], [data-testid=stChatInput] > div, " +
    "[data-testid=stMultiSelect] [role=group]:has([role=combobox])"));
  const drawn = controls.filter((one) => one.checkVisibility() && getComputedStyle(one).borderTopWidth !== "0px"
    && getComputedStyle(one).borderTopColor !== "rgba(0, 0, 0, 0)" && !one.disabled);
  if (drawn.length < 3) throw new Error(`only ${drawn.length} of ${controls.length} controls have a border`);
  return drawn.filter((one) => contrast(rgb(ground, getComputedStyle(one).borderTopColor), rgb(ground, ground)) < 3)
    .map((one) => `${one.className || one.dataset.testid}: ${getComputedStyle(one).borderTopColor}`);
}"""


@pytest.fixture(scope="module")
def place(plain_place: Place) -> Place:
    """A server over four short documents, two of them in a folder."""
    plain_place.stock(TEXTS)
    return plain_place


def focused(page: Page) -> str:
    found: str = page.evaluate("""() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.textContent || at?.dataset.testid || at?.tagName;
    }""")
    return found


def test_the_page_is_used_by_keys_and_tells_what_it_has_found(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    expect(page.locator(FIELD)).to_be_focused()
    visitor.ask(FERRY)
    announcer = page.locator(".announcer")
    expect(announcer).to_contain_text("Answer: ")
    expect(announcer).to_contain_text("Answer: Tuesday")
    visitor.ask(TOWER)
    visitor.ask("How do I bake an apple pie?")
    assert page.evaluate(FAINT) == []
    expect(announcer).to_contain_text("The documents do not say.")
    page.mouse.click(700, 5)
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert focused(page) in (FERRY, TOWER)
    first = focused(page)
    page.keyboard.press("j")
    assert focused(page) != first
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    expect(page.locator("dialog.keys")).to_contain_text("Write a question")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()
    page.keyboard.press("s")
    assert page.evaluate("() => document.activeElement.matches('.st-key-document-filter *')")
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("/?jk")
    expect(page.locator(FIELD)).to_have_value("/?jk")
    expect(page.locator("dialog.keys")).to_be_hidden()


def test_a_folder_is_the_scope_of_its_chat(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    page.get_by_role("button", name="Documents", exact=True).or_(page.get_by_role("button", name="4 documents")).click()
    page.get_by_label("Folder").select_option("leases/")
    expect(page.locator(".st-key-documents tr")).to_have_count(3)
    page.get_by_role("button", name="Ask only in leases/").click()
    chip = page.get_by_role("group", name="Selected values")
    expect(chip).to_contain_text("leases/ · 2 documents")
    visitor.ask(FERRY)
    expect(page.locator("article").last).to_contain_text("leases/ does not say.")
    page.get_by_role("button", name="Ask all documents").click()
    expect(page.locator("article").last.locator(".statement").first).to_contain_text("Tuesday")
    page.get_by_role("button", name="New chat").click()
    expect(chip).to_have_count(0)


def test_two_windows_of_a_chat_agree_and_a_deleted_one_says_so(visit: Open, place: Place) -> None:
    one, other = visit(), visit()
    one.ask(FERRY)
    one.page.wait_for_url("**chat=**")
    other.page.goto(one.page.url)
    expect(other.page.locator(".question")).to_have_text([FERRY])
    one.ask(TOWER)
    other.page.bring_to_front()
    expect(other.page.locator(".question")).to_have_text([FERRY, TOWER])
    one.page.bring_to_front()
    if one.page.get_by_role("button", name="Chat menu").count():
        one.page.get_by_role("button", name="Chat menu").click()
    one.page.get_by_role("button", name="Delete this chat").click()
    other.page.bring_to_front()
    expect(other.page.get_by_text("was deleted in another window")).to_be_visible()
    expect(other.page.locator(".question")).to_have_count(0)


def test_on_a_phone_the_sidebar_closes_after_a_choice_and_files_can_be_dropped_anywhere(
    visit: Open, place: Place
) -> None:
    visitor = visit(390, 844)
    page = visitor.page
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("button", name="Documents", exact=True).or_(page.get_by_role("button", name="4 documents")).click()
    expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
    expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_in_viewport()
    page.set_viewport_size({"width": 1560, "height": 900})
    page.locator('[data-testid="stFileUploader"] input').first.wait_for(state="attached")
    page.evaluate(DROP, ["oak.txt", "The Oak\n\nThe oak of Lund is 900 years old."])
    expect(page.get_by_text("oak.txt").first).to_be_visible()
    row = page.locator(".st-key-documents tr").filter(has_text="oak.txt")
    expect(row.get_by_text("indexed", exact=True)).to_be_visible()  # before, it says "not indexed yet"
    (place.seeds / "oak.txt").write_text("The oak of Lund was felled.", encoding="utf-8")
    expect(row).to_contain_text("changed in the folder")
