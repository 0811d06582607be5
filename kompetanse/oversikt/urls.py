app_name = "oversikt"
urlpatterns = []
