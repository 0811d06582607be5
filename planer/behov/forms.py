"""Forms about needs: the answer to a finding."""

from django import forms

from planer.behov import svar


class FunnsvarForm(forms.Form):
    """One button of the list of findings: its name is the answer, and its value the finding's key."""

    HANDLINGER = {"ta_inn": svar.ta_inn, "ikke_naa": svar.ikke_naa, "angre": svar.angre}

    ta_inn = forms.CharField(required=False, max_length=60)
    ikke_naa = forms.CharField(required=False, max_length=60)
    angre = forms.CharField(required=False, max_length=60)

    def utfor(self, plan, *, bruker):
        """Do what the button that was pressed asks for; nothing when none was."""
        for navn, handling in self.HANDLINGER.items():
            if nokkel := self.cleaned_data[navn]:
                return handling(plan, nokkel, bruker=bruker)
        return None
