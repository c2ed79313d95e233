from django.urls import path

from oph_site.languages import address
from visits import views, visit_page

app_name = "visits"
urlpatterns = [
    path(address("{enquiry}/"), views.enquiry, name="enquiry"),
    path(address("{enquiry}/{visit}/<str:token>/"), visit_page.show, name="visit"),
    path(address("{enquiry}/{visit}/<str:token>/{withdrawal}/"), visit_page.withdraw, name="withdraw"),
    path(address("{enquiry}/{new_link}/"), visit_page.new_link, name="new_link"),
    path(address("{enquiry}/{receipt}/<str:token>/"), views.receipt, name="receipt"),
]
