"""The files use only what the front end compiles, and integers never leave 64 bits."""

import ast
import builtins
import importlib
import inspect
import random
import struct
from pathlib import Path

import pytest

import ppc.compiler.elementary as elementary
from ppc.compiler.elementary import FUNCTION_FILES, FUNCTIONS, primitives

FOLDER = Path(elementary.__file__).parent
FILES = sorted({*FUNCTION_FILES.values(), "double_double"})
PRIMITIVES = {"f64_bits", "f64_from_bits", "sqrt", "floor", "rint", "int_of"}
BUILTINS = {"abs", "float", "range"}
SCALARS = {"float", "int", "bool"}

STATEMENTS = (ast.Assign, ast.AugAssign, ast.If, ast.For, ast.While, ast.Break, ast.Return)
EXPRESSIONS = (
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.IfExp,
    ast.Call,
    ast.Subscript,
    ast.Name,
    ast.Constant,
    ast.Tuple,
)
OPERATORS = (
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.BitAnd, ast.BitOr,
    ast.BitXor, ast.LShift, ast.RShift, ast.USub, ast.Not, ast.And, ast.Or, ast.Eq, ast.NotEq,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Load, ast.Store,
)  # fmt: skip


PACKAGE = "ppc.compiler.elementary."

def tree(name):
    return ast.parse((FOLDER / f"{name}.py").read_text())


def is_number(node):
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize("name", FILES)
def test_module_level(name):
    for statement in tree(name).body[1:]:
        match statement:
            case ast.ImportFrom(module=str(source)) if source.startswith(PACKAGE):
                pass
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                assert target == target.upper()
                entries = value.elts if isinstance(value, ast.Tuple) else [value]
                assert all(map(is_number, entries)), target
                types = {type(ast.literal_eval(entry)) for entry in entries}
                assert len(types) == 1, target
            case ast.FunctionDef():
                pass
            case _:
                pytest.fail(ast.unparse(statement))


@pytest.mark.parametrize("name", FILES)
def test_functions(name):
    module = importlib.import_module("ppc.compiler.elementary." + name)
    for function in tree(name).body:
        if not isinstance(function, ast.FunctionDef):
            continue
        arguments = function.args
        assert not (arguments.defaults or arguments.kwonlyargs or arguments.vararg or arguments.kwarg)
        assert not function.decorator_list
        assert all(ast.unparse(argument.annotation) in SCALARS for argument in arguments.args)
        result = ast.unparse(function.returns)
        if not function.name.startswith("_"):
            assert FUNCTION_FILES[function.name] == name
            assert result == "float"
        elif result not in SCALARS:
            assert result.startswith("tuple[")
            assert set(result[6:-1].split(", ")) <= SCALARS
        assert is_docstring(function.body[0])
        for statement in function.body[1:]:
            check(statement, function.name, module)


def check(node, function, module):
    """Every node is one that the front end knows; calls go to known functions."""
    where = f"{function}: {ast.unparse(node)}"
    assert isinstance(node, STATEMENTS + EXPRESSIONS + OPERATORS), where
    match node:
        case ast.Call(func=ast.Name(id=called), args=_, keywords=[]):
            known = called in PRIMITIVES | BUILTINS | set(FUNCTIONS) or called.startswith("_")
            assert known and called != function, where
        case ast.Call():
            pytest.fail(where)
        case ast.For(iter=ast.Call(func=ast.Name(id="range"), args=[bound]), orelse=[]):
            assert is_number(bound) or ast.unparse(bound).isupper(), where
        case ast.For() | ast.While():
            pytest.fail(where)
        case ast.Subscript(value=ast.Name(id=table)):
            assert isinstance(getattr(module, table), tuple), where
        case ast.Constant(value=value):
            assert type(value) in (int, float, bool), where
            assert type(value) is not int or value < 2**63, where
    for child in ast.iter_child_nodes(node):
        check(child, function, module)


@pytest.mark.parametrize("name", FILES)
def test_size(name):
    assert len((FOLDER / f"{name}.py").read_text().splitlines()) < 400


def test_listing():
    assert tuple(sorted(FUNCTION_FILES)) == FUNCTIONS
    for name, file in FUNCTION_FILES.items():
        module = importlib.import_module("ppc.compiler.elementary." + file)
        assert inspect.isfunction(getattr(module, name))


class Int64(int):
    """An int whose arithmetic must stay within 64 bits, with shifts below 64."""

    def __neg__(self):
        return Int64.checked(-int(self))

    @staticmethod
    def checked(value):
        assert -(2**63) <= value < 2**63, "integer leaves 64 bits"
        return Int64(value)


def _checked_operator(name):
    plain = getattr(int, name)

    def operator(self, other):
        if type(other) not in (int, Int64):
            return NotImplemented
        if "shift" in name:
            count = int(self) if name.startswith("__r") and name != "__rshift__" else int(other)
            assert 0 <= count < 64
        return Int64.checked(plain(int(self), int(other)))

    return operator


for _name in ("add", "sub", "mul", "and", "or", "xor", "lshift", "rshift", "floordiv", "mod"):
    for _form in (f"__{_name}__", f"__r{_name}__"):
        setattr(Int64, _form, _checked_operator(_form))


class CheckedTuple(tuple):
    """A table that refuses the negative indices that Python would accept."""

    def __getitem__(self, index):
        assert 0 <= index < len(self)
        value = super().__getitem__(index)
        return Int64(value) if type(value) is int else value


@pytest.fixture
def checked_modules():
    """Copies of the modules in which every integer is an Int64 and every table is checked."""

    def f64_bits(x):
        return Int64(primitives.f64_bits(x))

    namespaces = {}

    def load(name):
        if name not in namespaces:
            namespace = {"__builtins__": builtins}
            for statement in tree(name).body:
                if isinstance(statement, ast.ImportFrom) and statement.module == PACKAGE + "primitives":
                    for alias in statement.names:
                        namespace[alias.name] = getattr(primitives, alias.name)
                elif isinstance(statement, ast.ImportFrom):
                    source = load(statement.module.removeprefix(PACKAGE))
                    for alias in statement.names:
                        namespace[alias.name] = source[alias.name]
                else:
                    code = compile(ast.Module([statement], []), f"{name}.py", "exec")
                    exec(code, namespace)
            if "f64_bits" in namespace:
                namespace["f64_bits"] = f64_bits
            for key, value in namespace.items():
                if type(value) is tuple:
                    namespace[key] = CheckedTuple(value)
            namespaces[name] = namespace
        return namespaces[name]

    return load


def arguments(rng, count):
    special = [0.0, 1.0, 0.5, 2.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]
    special += [float("inf"), float("nan"), 710.0, 745.2, 1048576.0, 1048577.0, 27.5, 0.703125]
    values = special + [-x for x in special]
    values += [struct.unpack("<d", rng.randbytes(8))[0] for _ in range(count)]
    values += [rng.uniform(-30.0, 30.0) for _ in range(count)]
    return values


@pytest.mark.parametrize("name", FUNCTIONS)
def test_integers_fit(name, checked_modules):
    """No intermediate integer overflows, no table index leaves its table, nothing raises."""
    rng = random.Random(f"overflow {name}")
    function = checked_modules(FUNCTION_FILES[name])[name]
    module = importlib.import_module("ppc.compiler.elementary." + FUNCTION_FILES[name])
    plain = getattr(module, name)
    values = arguments(rng, 300)
    if plain.__code__.co_argcount == 1:
        cases = [(x,) for x in values]
    else:
        special = arguments(rng, 0)
        cases = [(x, y) for x in special for y in special]
        cases += [(rng.choice(values), rng.choice(values)) for _ in range(600)]
    for case in cases:
        assert primitives.f64_bits(function(*case)) == primitives.f64_bits(plain(*case)), case
