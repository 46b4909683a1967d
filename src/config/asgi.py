"""Pages over ASGI, for servers that want it; the live stream has its own entry in `config.asgi_live`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_asgi_application()
