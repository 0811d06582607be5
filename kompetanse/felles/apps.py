import datetime as dt
import gc

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

# Python looks for circles of objects each time there are 700 more of them, and through those that have lived long again
# and again. What a page or a file is made of is let go at its end: the search took a twentieth of the time of a page, and
# a third of an import's.
NYE_FOER_RYDDING = (20_000, 50, 50)


class FellesConfig(AppConfig):
    name = "kompetanse.felles"
    verbose_name = "Felles"

    def ready(self):
        from django_q.signals import post_execute, post_execute_in_worker, pre_execute

        from kompetanse.felles import historikk, planlagt, skrivevern, vegg
        from kompetanse.felles.hjerteslag import arbeidspuls

        pre_execute.connect(arbeidspuls.begynn, dispatch_uid="hjerteslag")
        post_execute_in_worker.connect(arbeidspuls.slutt, dispatch_uid="hjerteslag")
        post_execute.connect(arbeidspuls.ferdig, dispatch_uid="hjerteslag")
        connection_created.connect(vegg.krev_bundet_rolle, dispatch_uid="bundet rolle")
        connection_created.connect(vegg.gjenopprett, dispatch_uid="kommunevegg")
        post_migrate.connect(vegg.sikre_tabeller, dispatch_uid="kommunevegg")
        post_migrate.connect(historikk.sikre_planer, sender=self, dispatch_uid="historikk")
        post_migrate.connect(skrivevern.sikre, sender=self, dispatch_uid="skrivevern")
        post_migrate.connect(planlagt.opprett_planlagte_jobber, sender=self, dispatch_uid="planlagt")
        planlagt.planlegg("send varsler", "kompetanse.felles.varsler.send_usendte", minutter=1)
        planlagt.planlegg("lag manglende dokumenter", "kompetanse.felles.dokumenter.lag_manglende", minutter=10)
        planlagt.planlegg("rydd engangsnøkler", "kompetanse.felles.handling.rydd_nokler", klokken=dt.time(3))
        gc.freeze()
        gc.set_threshold(*NYE_FOER_RYDDING)
