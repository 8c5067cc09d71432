import pytest

from meeting_scene import Scene, begun


@pytest.fixture
def scene(db: None) -> Scene:
    return begun()
