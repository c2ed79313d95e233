from django.urls import path

from feedback import views
from oph_site.languages import address

app_name = "feedback"
urlpatterns = [
    path(address("{feedback_form}/"), views.form, name="form"),
    path(address("{feedback_form}/{receipt}/<str:token>/"), views.receipt, name="receipt"),
]
