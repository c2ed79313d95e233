from django.urls import path

from oph_site.languages import address
from visits import agreed_pages, feed, offer_pages, own_data, views, visit_page

app_name = "visits"
urlpatterns = [
    path(address("{enquiry}/"), views.enquiry, name="enquiry"),
    path(address("{enquiry}/{visit}/<str:token>/"), visit_page.show, name="visit"),
    path(address("{enquiry}/{visit}/<str:token>/{withdrawal}/"), visit_page.withdraw, name="withdraw"),
    path(address("{enquiry}/{visit}/<str:token>/{acceptance}/"), offer_pages.accept, name="acceptance"),
    path(address("{enquiry}/{visit}/<str:token>/{change_request}/"), offer_pages.ask_for_change, name="change_request"),
    path(address("{enquiry}/{visit}/<str:token>/{refusal}/"), offer_pages.decline, name="refusal"),
    path(address("{enquiry}/{visit}/<str:token>/{cancellation}/"), offer_pages.cancel, name="cancellation"),
    path(address("{enquiry}/{visit}/<str:token>/{terms}/"), offer_pages.terms, name="terms"),
    path(address("{enquiry}/{visit}/<str:token>/{contact_details}/"), agreed_pages.contact, name="contact"),
    path(address("{enquiry}/{visit}/<str:token>/{programme}/"), agreed_pages.programme, name="programme"),
    path(address("{enquiry}/{visit}/<str:token>/{programme}.ics"), agreed_pages.calendar_file, name="calendar_file"),
    path(address("{enquiry}/{visit}/<str:token>/{final_details}/"), agreed_pages.final_details, name="final_details"),
    path(address("{enquiry}/{visit}/<str:token>/{letter}/"), agreed_pages.letter, name="letter"),
    path(address("{enquiry}/{feed}/<str:token>.ics"), feed.feed, name="feed"),
    path(address("{enquiry}/{new_email}/<str:token>/"), agreed_pages.new_email, name="new_email"),
    path(address("{enquiry}/{visit}/<str:token>/{own_data}/"), own_data.show, name="own_data"),
    path(address("{enquiry}/{visit}/<str:token>/{own_data}.json"), own_data.download, name="own_data_file"),
    path(address("{enquiry}/{erasure}/<str:token>/"), own_data.erase, name="erasure"),
    path(address("{enquiry}/{new_link}/"), visit_page.new_link, name="new_link"),
    path(address("{enquiry}/{receipt}/<str:token>/"), views.receipt, name="receipt"),
]
