from typing import Any

from django.http import HttpRequest


def words(request: HttpRequest) -> dict[str, Any]:
    """What every page needs and no page builds: the languages and the way back after choosing one."""
    from django.conf import settings  # noqa: PLC0415 - settings name this module

    return {"languages": settings.LANGUAGES, "here": request.get_full_path(), "demo": settings.DEMO}
