"""Triggers in migrations, without the price of the library's own operations.

Those render the model and all that refers to it anew for each trigger, which makes up half the time of migrating a new
database. A trigger changes nothing of a model as migrations see it, so these leave the rendered models as they are.
`makemigrations` writes the library's; a test says which to write instead.
"""

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


class LeggTilTrigger(AddTrigger):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        valg = state.models[app_label, self.model_name].options
        valg["triggers"] = [*valg.get("triggers", []), self.trigger]


class FjernTrigger(RemoveTrigger):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        valg = state.models[app_label, self.model_name].options
        valg["triggers"] = [trigger for trigger in valg.get("triggers", []) if trigger.name != self.name]
