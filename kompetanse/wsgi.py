"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompetanse.settings")

application = get_wsgi_application()

# Once the applications are loaded.
from django.urls import reverse  # noqa: E402

from kompetanse.felles.vegg import krev_at_veggen_holder  # noqa: E402

# A process that begins knows every page before it takes a request. Else the first to come waits for them all to be read,
# each time that a process is renewed.
reverse("helse")
gc.freeze()
krev_at_veggen_holder()
