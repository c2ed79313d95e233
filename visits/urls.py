from django.urls import path

from oph_site.languages import address
from visits import views

app_name = "visits"
urlpatterns = [
    path(address("{enquiry}/"), views.enquiry, name="enquiry"),
    path(address("{enquiry}/{receipt}/<str:token>/"), views.receipt, name="receipt"),
]
