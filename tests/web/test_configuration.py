"""The page's configuration file protects it even without the options of the command line."""

from collections.abc import Iterator

import httpx
import pytest

from tests.browser.served import served_by_streamlit
from tests.page_client import TIMEOUT_SECONDS, PageClient


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("configured")
    (folder / "seeds").mkdir()
    with served_by_streamlit(folder / "seeds", folder / "store", folder) as address:
        yield address


def test_no_other_site_may_read_a_response(address: str) -> None:
    response = httpx.get(f"{address}/_stcore/health", trust_env=False, timeout=TIMEOUT_SECONDS)
    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


def test_an_upload_without_the_page_s_token_is_refused(address: str) -> None:
    client = PageClient(address)
    client.run()
    sent = client.http.put(client.upload_address(), files={"file": ("stolen.txt", b"words")})
    assert sent.status_code == 403
    client.close()
