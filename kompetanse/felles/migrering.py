"""Migrating a new database without rendering every model anew for each new table, field, constraint and index.

Django renders a model that changes, and every model that is tied to it, anew: nearly all of ours, a thousand times. That
took two minutes of CPU, and an installation, a demo and the tests each wait for it. Here what is new is put into the
models that are rendered already. The database becomes the same, to the letter of its dump.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def paa_stedet() -> Iterator[None]:
    """Inside it, what migrations add is put into the rendered models in place."""
    egne = {navn: getattr(ProjectState, navn) for navn in NYTT}
    for navn, legg_inn in NYTT.items():
        setattr(ProjectState, navn, _uten_ny_tegning(egne[navn], legg_inn))
    try:
        yield
    finally:
        for navn, egen in egne.items():
            setattr(ProjectState, navn, egen)


def _uten_ny_tegning(metode: Callable[..., None], legg_inn: Callable[..., None]) -> Callable[..., None]:
    """The state's own method, which renders nothing when nothing is rendered; so the rendered models are held aside."""

    @wraps(metode)
    def ny(state, *args):
        apps = state.__dict__.pop("apps", None)
        metode(state, *args)
        if apps is not None:
            state.apps = apps
            legg_inn(state, *args)

    return ny


def _modell(state: ProjectState, model_state: ModelState) -> None:
    state.apps.render_multiple([model_state])


def _felt(state: ProjectState, app_label: str, model_name: str, name: str, *_: object) -> None:
    modell = state.apps.get_model(app_label, model_name)
    modell._meta.apps = state.apps  # on the way back a state is a clone, whose models know where they were rendered
    state.models[app_label, model_name].get_field(name).clone().contribute_to_class(modell, name)


def _valg(navn: str) -> Callable[..., None]:
    def legg_inn(state: ProjectState, app_label: str, model_name: str, nytt: object) -> None:
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, navn, [*state.models[app_label, model_name].options[navn]])

    return legg_inn


NYTT = {
    "add_model": _modell,
    "add_field": _felt,
    "add_constraint": _valg("constraints"),
    "add_index": _valg("indexes"),
}
