"""Addresses of pages, each worked out once: a list of fifty rows holds seventy, and the way to an address never changes."""

from functools import lru_cache

from django import template
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.translation import get_language


def address(view: str, *arguments: str | int, current_app: str | None = None) -> str:
    """`reverse(view, args=arguments)`, in the language of the page."""
    return _address(view, arguments, current_app, get_language(), get_urlconf(), get_script_prefix())


@lru_cache(maxsize=4096, typed=True)
def _address(view: str, arguments: tuple[str | int, ...], current_app: str | None, *where: str | None) -> str:
    """`where` is what Django's own function looks up beside its arguments."""
    return reverse(view, args=arguments, current_app=current_app)


class AddressNode(URLNode):
    """Django's tag `url`, with the same meaning."""

    def render(self, context: template.Context) -> str:
        arguments = [argument.resolve(context) for argument in self.args]
        if self.asvar or self.kwargs or not all(isinstance(each, str | int) for each in arguments):
            return str(super().render(context))
        request = getattr(context, "request", None)
        match = getattr(request, "resolver_match", None)
        app = getattr(request, "current_app", getattr(match, "namespace", None))
        found = address(self.view_name.resolve(context), *arguments, current_app=app)
        return conditional_escape(found) if context.autoescape else found


def url(parser: template.base.Parser, token: template.base.Token) -> AddressNode:
    node = parse_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
