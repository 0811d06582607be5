"""gunicorn's settings, for the demo and for an installation: `gunicorn -c python:kompetanse.gunicorn_conf …`."""

import os

bind = f"{os.environ.get('VERT', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "kompetanse.tjener.Arbeider"
workers = int(os.environ.get("NETT_PROSESSER", "2"))
threads = int(os.environ.get("NETT_TRAADER", "4"))
timeout = 60
graceful_timeout = 10
# Workers are renewed now and then, not all at once, so that memory never grows without end.
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
