"""The browser and the indexed documents of the browser tests, for those that measure how long a page takes."""

from tests.browser.conftest import indexed, profile

__all__ = ["indexed", "profile"]
