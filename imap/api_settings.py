"""How the API answers (Django REST framework) and describes itself (drf-spectacular)."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],  # rows are admitted by visible_to
    "DEFAULT_SCHEMA_CLASS": "imap.core.schema.Schema",
    "DEFAULT_PAGINATION_CLASS": "imap.core.asking.Pages",
    "DEFAULT_FILTER_BACKENDS": ["imap.core.asking.Filters"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "imap.core.asking.Negotiation",
    "EXCEPTION_HANDLER": "imap.core.answering.in_json",
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "imap.core.renderers.GeoJSONRenderer",
        "imap.core.renderers.CSVRenderer",
    ],
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "i-Map API",
    "DESCRIPTION": "What the portal publishes: profiles, figures, places, news, meetings, publications, projects and expertise, to each what is open to them.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",  # in 3.0 nothing says that a part may be null
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "imap.core.schema.addresses"],
    "ENUM_NAME_OVERRIDES": {  # columns of one name with other choices
        "EditionState": "profiles.models.Edition.State",
        "NewsState": "imap.newsroom.models.NewsItem.State",
    },
}
