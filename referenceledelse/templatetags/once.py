"""``{% once %}``: a piece of a page that is made once for each state, and copied from then on."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

# Rights, languages and sections make some hundred menus. Where there are more, it begins anew.
MOST = 512
# What is told apart by its value alone. A row equals one that has been changed since.
PLAIN = (str, bool, int, type(None))


class OnceNode(template.Node):
    """Holds what it has made, by language and by the values that the template names.

    A dictionary of the process's own: shared memory or a database would take longer to ask than
    most pieces take to make, and what is kept never grows old, since it is a function of its key.
    For that, nothing but the named values exists inside: no request, no person, no token. What
    belongs to one person or one request stands outside.
    """

    # No block lies inside, for a page that extends this one would find none of what it names.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.made: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context, True) for name, value in self.values.items()}
        # The types too: True is not 1 on a page, and what is safe is not escaped.
        key = (get_language(), *values.values(), *map(type, values.values()))
        html = self.made.get(key)
        if html is None:
            if len(self.made) >= MOST:
                self.made.clear()
            html = self.made[key] = self._make(context, values)
        return html

    def _make(self, context: Context, values: dict[str, Any]) -> SafeString:
        for name, value in values.items():
            if not isinstance(value, PLAIN):
                raise TemplateSyntaxError(f"once takes plain values, and {name} is none: {value!r}")
        alone = Context(values)
        with alone.bind_template(context.template):
            return self.nodelist.render(alone)


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """``{% once name=value … %}`` up to ``{% endonce %}``."""
    told = token.split_contents()[1:]
    values = token_kwargs(told, parser)
    if told:
        raise TemplateSyntaxError(f"once takes name=value, not {told[0]}")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, values)
