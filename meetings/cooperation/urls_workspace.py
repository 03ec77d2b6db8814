"""Where states and staff work on cooperation."""

from django.urls import path

from meetings.cooperation.views import exchanges, requests, stating, work

app_name = "cooperation"
urlpatterns = [
    path("", work.home, name="home"),
    path("expertise/new/<str:side>/", stating.new_expertise, name="expertise_new"),
    path("expertise/<int:pk>/", stating.edit_expertise, name="expertise_edit"),
    path("expertise/<int:pk>/open/", stating.open_expertise, name="expertise_open"),
    path("priorities/new/", stating.new_stated, {"kind": "priority"}, name="priority_new"),
    path("priorities/<int:pk>/", stating.edit_stated, {"kind": "priority"}, name="priority_edit"),
    path("priorities/<int:pk>/confirm/", stating.confirm, {"kind": "priority"}, name="priority_confirm"),
    path("inventory/new/", stating.new_stated, {"kind": "capacity"}, name="capacity_new"),
    path("inventory/<int:pk>/", stating.edit_stated, {"kind": "capacity"}, name="capacity_edit"),
    path("inventory/<int:pk>/confirm/", stating.confirm, {"kind": "capacity"}, name="capacity_confirm"),
    path("roadmap-steps/<int:pk>/", stating.edit_roadmap_step, name="roadmap_step"),
    path("requests/new/", requests.new, name="request_new"),
    path("requests/<int:pk>/", requests.request, name="request"),
    path("requests/<int:pk>/state/", requests.set_state, name="request_state"),
    path("matches/", exchanges.matches, name="matches"),
    path("matches/propose/", exchanges.propose, name="propose"),
    path("exchanges/<int:pk>/", exchanges.exchange, name="exchange"),
    path("exchanges/<int:pk>/<str:name>/", exchanges.step, name="step"),
]
