"""The web process's entry."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from helpdesk.core.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
application = with_room(get_wsgi_application())

# What is loaded by now stays for good: it is not looked through again for what may be thrown away.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
