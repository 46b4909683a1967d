"""The source of a step as text, so that a rule set's hash changes when, and only when, its meaning can change.

Comments, docstrings and layout do not count. Functions and constants of the law that the step uses do.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

PACKAGE = __name__.partition(".")[0]


def source_of(function: Callable[..., Any]) -> str:
    """The normalised source of a function or lambda, followed by everything of this package that it uses."""
    home = getattr(function, "__module__", PACKAGE).partition(".")[0]
    return "\n".join(_parts(function, {PACKAGE, home}, set()))


def _parts(value: Any, homes: set[str], seen: set[int]) -> Iterator[str]:
    if isinstance(value, partial):
        yield from _parts((value.func, value.args, value.keywords), homes, seen)
    elif isinstance(value, FunctionType):
        if id(value) not in seen and value.__module__.partition(".")[0] in homes:
            seen.add(id(value))
            yield _text(value)
            for name, used in _used(value):
                yield from (f"{name}={part}" for part in _parts(used, homes, seen))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (f"{key!r}:{part}" for part in _parts(item, homes, seen))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _parts(item, homes, seen)
    elif not isinstance(value, type | ModuleType):
        yield repr(value)


def _used(function: FunctionType) -> Iterator[tuple[str, Any]]:
    """Names of the module and of enclosing functions that the function reads."""
    for name in _names(function.__code__):
        if name in function.__globals__:
            yield name, function.__globals__[name]
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        yield name, cell.cell_contents
    if function.__defaults__:
        yield "defaults", function.__defaults__


def _names(code: CodeType) -> list[str]:
    inner = [name for const in code.co_consts if isinstance(const, CodeType) for name in _names(const)]
    return sorted({*code.co_names, *inner})


def _text(function: FunctionType) -> str:
    code = function.__code__
    tree = _tree(inspect.getmodule(function))
    wanted = (ast.Lambda,) if function.__name__ == "<lambda>" else (ast.FunctionDef,)
    nodes = [node for node in ast.walk(tree) if isinstance(node, wanted) and _starts(node) == code.co_firstlineno]
    if len(nodes) > 1:
        nodes = [node for node in nodes if _holds(node, code)]
    return ast.unparse(_without_docstring(min(nodes, key=_width)))


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _starts(node: Any) -> int:
    decorators = getattr(node, "decorator_list", [])
    return int(decorators[0].lineno if decorators else node.lineno)


def _holds(node: Any, code: CodeType) -> bool:
    """Whether the code's instructions lie inside the node (two lambdas on one line)."""
    spots = [(line, column) for line, _, column, _ in code.co_positions() if line and column is not None]
    body = node.body
    first, last = (body.lineno, body.col_offset), (body.end_lineno, body.end_col_offset)
    return all(first <= spot <= last for spot in spots if spot[0] == first[0] and spot[1] > 0)


def _width(node: Any) -> tuple[int, int]:
    return node.end_lineno - node.lineno, node.end_col_offset - node.col_offset


def _without_docstring(node: Any) -> Any:
    if isinstance(node, ast.FunctionDef) and len(node.body) > 1 and ast.get_docstring(node) is not None:
        bare = copy(node)
        bare.body = node.body[1:]
        return bare
    return node
