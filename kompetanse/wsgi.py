"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompetanse.settings")

application = get_wsgi_application()

# Once the applications are loaded.
from kompetanse.felles.vegg import krev_at_veggen_holder  # noqa: E402

krev_at_veggen_holder()
