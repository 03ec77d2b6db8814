"""Files of these tests lie in a folder of their own, which goes with them."""

import pytest


@pytest.fixture(autouse=True)
def _own_media(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
