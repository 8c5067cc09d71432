import pytest

from meeting_scene import Scene, begun


@pytest.fixture
def scene(db: None) -> Scene:
    return begun()


@pytest.fixture
def ready(scene: Scene) -> Scene:
    scene.ready()
    return scene


@pytest.fixture
def held(ready: Scene) -> Scene:
    ready.invite()
    ready.hold()
    return ready
