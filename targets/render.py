"""Templates of the exported files."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("ppc.targets", "templates"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.filters["pystring"] = _python_string
    return environment


def _python_string(text: str) -> str:
    """``text`` as a Python literal in double quotes."""
    return json.dumps(text, ensure_ascii=True)


def render(template: str, **values: Any) -> str:
    """The text of ``templates/<template>`` with ``values``."""
    return _environment().get_template(template).render(**values)
