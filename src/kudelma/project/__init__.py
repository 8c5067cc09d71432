"""Settings, root addresses, the ASGI application, and the embedded database."""
