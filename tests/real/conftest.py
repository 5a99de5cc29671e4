"""Real servers, each started once for all its stories; what is not installed is named, or is a failure."""

import os
from collections.abc import Iterator

import pytest

from tests.real.real_site import RealSite


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    """A real server with an account of ours."""
    kind: type[RealSite] = request.param
    missing = kind.missing()
    if missing is not None:
        why = f"{kind.kind}: {missing} is not installed (tools/set-up-real)"
        if os.environ.get("SVARSVAKT_NOTHING_SKIPPED"):
            pytest.fail(why)
        pytest.skip(why)
    with kind.running(tmp_path_factory.mktemp(kind.kind)) as running:
        yield running
