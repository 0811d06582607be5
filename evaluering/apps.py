import datetime as dt

from django.apps import AppConfig


class EvalueringConfig(AppConfig):
    name = "evaluering"
    verbose_name = "Evaluering"

    def ready(self):
        from kompetanse.felles.planlagt import planlegg
        from kurs.kjoring import ved_siden as ved_kjoringen
        from planer.samtale import ved_siden as ved_samtalen
        from planer.tiltak import ved_siden as ved_tiltaket

        kort = "evaluering/plan/_kort.html"
        ved_tiltaket.KORT.vis(kort, "evaluering.plan.bilde.ved_siden_av_tiltaket")
        ved_kjoringen.KORT.vis(kort, "evaluering.plan.bilde.ved_siden_av_kjoringen")
        ved_samtalen.KORT.vis("evaluering/svar/_i_samtalen.html", "evaluering.svar.samtalekort.i_samtalen")
        planlegg("åpne og lukk evalueringsskjemaer", "evaluering.svar.klokka.aapne_og_lukk", minutter=10)
        planlegg("påminnelser om evalueringsskjemaer", "evaluering.svar.klokka.paaminn", klokken=dt.time(8))
        planlegg("indikatorer fra registeret", "evaluering.nytte.registeret.maal_alle", klokken=dt.time(5, 35))
        planlegg("påminnelser til dem som evaluerer", "evaluering.bruk.paaminnelse.paaminn", klokken=dt.time(6, 40))
