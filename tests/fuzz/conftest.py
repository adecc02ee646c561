"""The fuzzer's objects stay out of the user's cache."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def object_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setenv("PPC_CACHE_DIR", str(tmp_path_factory.mktemp("objects")))
    yield
    patch.undo()
