"""Settings, root addresses and the ASGI application; the catalogues of words."""
