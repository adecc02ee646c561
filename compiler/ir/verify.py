"""What a legal program is, as a check that runs before and after passes and before every target."""

from __future__ import annotations

from ppc.compiler.faults import FAULTS
from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Call,
    Const,
    Continue,
    Copy,
    Expr,
    Fault,
    Faulted,
    Fill,
    For,
    Function,
    If,
    Load,
    Loop,
    Program,
    Read,
    Select,
    Statement,
    Storage,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.ops import BINARY, I64_MAX, I64_MIN, UNARY
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar

# entry -> storages that it may read; locals and tables always may be
_READS = {
    "derive": {Storage.PARAMETER, Storage.DERIVED},
    "reset": {Storage.PARAMETER, Storage.DERIVED, Storage.STATE},
    "step": {Storage.PARAMETER, Storage.DERIVED, Storage.STATE, Storage.OBSERVATION, Storage.ACTION},
}
# entry -> storages that it may write; locals always may be
_WRITES = {
    "derive": {Storage.DERIVED},
    "reset": {Storage.STATE},
    "step": {Storage.STATE, Storage.ACTION},
}
_PYTHON_TYPE = {BOOL: bool, I64: int, F64: float}


class VerifyError(Exception):
    """An illegal program; ``path`` leads to the offending node, ``message`` says what is wrong with it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


def verify(program: Program) -> None:
    """Raises VerifyError unless ``program`` is legal."""
    _Verifier(program).run()


class _Verifier:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.functions: dict[str, Function] = {}
        self.variables: dict[str, Variable] = {}
        self.owner: dict[str, str] = {}  # local -> the function that uses it, or "entries"
        self.place = ""  # the entry or function under way
        self.reads: set[Storage] = set()
        self.writes: set[Storage] = set()
        self.pure = False
        self.counters: list[str] = []  # indexes of the For loops around, innermost last
        self.read: dict[tuple[str, str], str] = {}  # (entry, local) -> where it is read first
        self.written: set[tuple[str, str]] = set()

    def run(self) -> None:
        self._declarations()
        for function in self.program.functions:
            self._function(function)
        self.pure = False
        for entry, block in (
            ("derive", self.program.derive),
            ("reset", self.program.reset),
            ("step", self.program.step),
            ("finish", self.program.finish),
        ):
            self.place = "step" if entry == "finish" else entry  # they are one entry with one set of locals
            self.reads, self.writes = _READS[self.place], _WRITES[self.place]
            self._block(block, entry, loops=0)
        self._stages()

    def _stages(self) -> None:
        """No entry reads what a local has in another one: locals start at 0 in each."""
        for (entry, name), path in self.read.items():
            others = [other for other in _READS if (other, name) in self.written]
            if others and entry not in others:
                raise VerifyError(path, f"local {name} gets its value in {others[0]}, which {entry} cannot read")

    # --- declarations ------------------------------------------------------------------------------------

    def _declarations(self) -> None:
        program = self.program
        _identifier(program.name, "name")
        singles = (
            (program.parameter_array, Storage.PARAMETER, "parameter_array", 0),
            (program.observation, Storage.OBSERVATION, "observation", 1),
            (program.action, Storage.ACTION, "action", 1),
        )
        for variable, storage, path, least in singles:
            if not isinstance(variable.type, Array) or variable.type.element is not F64:
                raise VerifyError(path, f"{variable.name} must be an array of f64, not {variable.type}")
            if variable.type.size < least:
                raise VerifyError(path, f"{variable.name} has no elements")
            self._declare(variable, storage, path)
        if words := len(program.parameters) - program.parameter_array.type.size:  # type: ignore[union-attr]
            raise VerifyError("parameter_array", f"it has {-words} elements more than there are parameters")
        names: set[str] = set()
        for i, parameter in enumerate(program.parameters):
            path = f"parameters[{i}]"
            _identifier(parameter.name, path)
            if parameter.name in names:
                raise VerifyError(path, f"a second parameter is called {parameter.name}")
            names.add(parameter.name)
            _value(F64, parameter.value, path)
        for storage, variables, path in (
            (Storage.DERIVED, program.derived, "derived"),
            (Storage.STATE, program.state, "state"),
        ):
            for i, variable in enumerate(variables):
                self._type(variable, f"{path}[{i}]")
                self._declare(variable, storage, f"{path}[{i}]")
        for i, site in enumerate(program.sites):
            if site.code not in FAULTS:
                raise VerifyError(f"sites[{i}]", f"there is no fault {site.code!r}")

    def _declare(self, variable: Variable, storage: Storage, path: str) -> None:
        _identifier(variable.name, path)
        if variable.storage is not storage:
            raise VerifyError(path, f"{variable.name} is declared as {storage.value}, but is {variable.storage.value}")
        if variable.name in self.variables:
            raise VerifyError(path, f"a second variable is called {variable.name}")
        if variable.values:
            raise VerifyError(path, f"{variable.name} has values, but only a table may")
        self.variables[variable.name] = variable

    def _type(self, variable: Variable, path: str) -> None:
        if isinstance(variable.type, Array) and variable.type.size < 1:
            raise VerifyError(path, f"{variable.name} has no elements")

    def _function(self, function: Function) -> None:
        path = self.place = f"function {function.name}"
        _identifier(function.name, path)
        if function.name in self.functions:
            raise VerifyError(path, "a second function has this name")
        self.pure, self.reads, self.writes = True, set(), set()
        for parameter in function.parameters:
            if not isinstance(parameter.type, Scalar):
                raise VerifyError(path, f"parameter {parameter.name} is not a scalar")
            if parameter.name in self.variables:
                raise VerifyError(path, f"a second variable is called {parameter.name}")
            self._use(parameter, path)
        self._block(function.body, path, loops=0)
        self._expr(function.result, f"{path}.result")
        self.functions[function.name] = function  # only now: it must not call itself

    def _use(self, variable: Variable, path: str) -> None:
        """``variable`` occurs at ``path``: it must be the one of that name, and known where it needs to be."""
        known = self.variables.get(variable.name)
        if known is None:
            if variable.storage not in (Storage.LOCAL, Storage.TABLE):
                raise VerifyError(path, f"{variable.storage.value} variable {variable.name} is not declared")
            self._introduce(variable, path)
        elif known is not variable and known != variable:
            raise VerifyError(path, f"{variable.name} is not the variable that has this name elsewhere")
        if variable.storage is Storage.LOCAL:
            place = self.place if self.pure else "entries"
            if self.owner.setdefault(variable.name, place) != place:
                raise VerifyError(path, f"local {variable.name} belongs to {self.owner[variable.name]}")

    def _introduce(self, variable: Variable, path: str) -> None:
        _identifier(variable.name, path)
        self._type(variable, path)
        if variable.storage is Storage.TABLE:
            size = variable.type.size if isinstance(variable.type, Array) else 1
            if len(variable.values) != size:
                raise VerifyError(path, f"table {variable.name} has {len(variable.values)} values for {size} elements")
            element = variable.type.element if isinstance(variable.type, Array) else variable.type
            for value in variable.values:
                _value(element, value, path)
        elif variable.values:
            raise VerifyError(path, f"{variable.name} has values, but only a table may")
        self.variables[variable.name] = variable

    def _readable(self, variable: Variable, path: str) -> None:
        self._use(variable, path)
        if variable.storage not in (Storage.LOCAL, Storage.TABLE) and variable.storage not in self.reads:
            raise VerifyError(path, f"{self.place} may not read {variable.storage.value} variable {variable.name}")
        if variable.storage is Storage.LOCAL:
            self.read.setdefault((self.place, variable.name), path)

    def _writable(self, variable: Variable, path: str) -> None:
        self._use(variable, path)
        if variable.storage is not Storage.LOCAL and variable.storage not in self.writes:
            raise VerifyError(path, f"{self.place} may not write {variable.storage.value} variable {variable.name}")
        if variable.name in self.counters:
            raise VerifyError(path, f"the loop around counts with {variable.name}; its body may not write it")
        if variable.storage is Storage.LOCAL:
            self.written.add((self.place, variable.name))

    # --- statements --------------------------------------------------------------------------------------

    def _block(self, block: Block, path: str, loops: int) -> None:
        if not isinstance(block, tuple):
            raise VerifyError(path, "a block must be a tuple of statements")
        for i, statement in enumerate(block):
            self._statement(statement, f"{path}[{i}]", loops)
            if isinstance(statement, (Break, Continue)) and i != len(block) - 1:
                raise VerifyError(f"{path}[{i}]", "statements follow a break or continue")

    def _statement(self, statement: Statement, path: str, loops: int) -> None:
        match statement:
            case Assign():
                self._expect(statement.value, _scalar(statement.variable, path), f"{path}.value")
                self._writable(statement.variable, path)
            case Store():
                self._position(statement.variable, statement.index, statement.in_bounds, path)
                self._expect(statement.value, _array(statement.variable, path).element, f"{path}.value")
                self._writable(statement.variable, path)
            case Copy():
                target, source = _array(statement.target, path), _array(statement.source, path)
                if target != source:
                    raise VerifyError(path, f"a copy from {source} to {target}")
                self._readable(statement.source, path)
                self._writable(statement.target, path)
            case Fill():
                self._expect(statement.value, _array(statement.target, path).element, f"{path}.value")
                self._writable(statement.target, path)
            case If():
                self._expect(statement.condition, BOOL, f"{path}.condition")
                self._block(statement.then, f"{path}.then", loops)
                self._block(statement.orelse, f"{path}.orelse", loops)
            case For():
                self._for(statement, path, loops)
            case Loop():
                self._bound(statement.bound, 1, path)
                if statement.site is not None:
                    self._site(statement.site, path)
                self._block(statement.body, f"{path}.body", loops + 1)
            case Break() | Continue():
                if not loops:
                    raise VerifyError(path, "a break or continue outside of a loop")
            case Fault():
                self._site(statement.site, path)
                self._expect(statement.condition, BOOL, f"{path}.condition")
            case _:
                raise VerifyError(path, f"{type(statement).__name__} is not a statement")

    def _for(self, statement: For, path: str, loops: int) -> None:
        if _scalar(statement.index, path) is not I64 or statement.index.storage is not Storage.LOCAL:
            raise VerifyError(path, f"a loop must count with a local of type i64, not with {statement.index.name}")
        if statement.step == 0 or not I64_MIN < statement.step <= I64_MAX:
            raise VerifyError(path, f"a loop cannot advance by {statement.step}")
        self._bound(statement.bound, 0, path)
        self._expect(statement.start, I64, f"{path}.start")
        self._expect(statement.stop, I64, f"{path}.stop")
        self._writable(statement.index, path)
        if isinstance(statement.start, Const) and isinstance(statement.stop, Const):
            span = range(int(statement.start.value), int(statement.stop.value), statement.step)
            if span and (span[-1] - span[0]) // statement.step >= statement.bound:
                raise VerifyError(path, f"the loop turns more often than its bound of {statement.bound}")
        self.counters.append(statement.index.name)
        self._block(statement.body, f"{path}.body", loops + 1)
        self.counters.pop()

    def _bound(self, bound: int, least: int, path: str) -> None:
        if not least <= bound <= I64_MAX:
            raise VerifyError(path, f"a loop cannot have the bound {bound}")

    def _site(self, site: int, path: str) -> None:
        if self.pure:
            raise VerifyError(path, "a function may not raise a fault")
        if not 0 <= site < len(self.program.sites):
            raise VerifyError(path, f"there is no fault site {site}")

    # --- expressions -------------------------------------------------------------------------------------

    def _expect(self, expr: Expr, type_: Scalar, path: str) -> None:
        self._expr(expr, path)
        if expr.type is not type_:
            raise VerifyError(path, f"{type_.value} is needed, but this is {expr.type.value}")

    def _position(self, variable: Variable, index: Expr, in_bounds: bool, path: str) -> None:
        size = _array(variable, path).size
        self._expect(index, I64, f"{path}.index")
        if size < 1:
            raise VerifyError(path, f"{variable.name} has no elements")
        if in_bounds and isinstance(index, Const) and not 0 <= index.value < size:
            raise VerifyError(path, f"index {index.value} is said to lie within the {size} elements of {variable.name}")

    def _expr(self, expr: Expr, path: str) -> None:
        match expr:
            case Const():
                _value(expr.type, expr.value, path)
            case Read():
                _scalar(expr.variable, path)
                self._readable(expr.variable, path)
            case Load():
                self._position(expr.variable, expr.index, expr.in_bounds, path)
                self._readable(expr.variable, path)
            case Unary():
                known = UNARY.get(expr.op)
                if known is None:
                    raise VerifyError(path, f"there is no unary operation {expr.op}")
                self._expect(expr.operand, known[0], f"{path}.operand")
                _result(expr, known[1], path)
            case Binary():
                known = BINARY.get(expr.op)
                if known is None:
                    raise VerifyError(path, f"there is no binary operation {expr.op}")
                self._expect(expr.left, known[0], f"{path}.left")
                self._expect(expr.right, known[0], f"{path}.right")
                _result(expr, known[1], path)
            case Select():
                self._expect(expr.condition, BOOL, f"{path}.condition")
                self._expect(expr.then, expr.type, f"{path}.then")
                self._expect(expr.orelse, expr.type, f"{path}.orelse")
            case Call():
                self._call(expr, path)
            case Faulted():
                _result(expr, BOOL, path)
                if self.pure:
                    raise VerifyError(path, "a function may not ask for faults")
            case _:
                raise VerifyError(path, f"{type(expr).__name__} is not an expression")

    def _call(self, expr: Call, path: str) -> None:
        function = self.functions.get(expr.function)
        if function is None:
            raise VerifyError(path, f"function {expr.function} is not defined before this call")
        if len(expr.arguments) != len(function.parameters):
            given, taken = len(expr.arguments), len(function.parameters)
            raise VerifyError(path, f"{expr.function} takes {taken} arguments, not {given}")
        for i, (argument, parameter) in enumerate(zip(expr.arguments, function.parameters, strict=True)):
            self._expect(argument, _scalar(parameter, path), f"{path}.arguments[{i}]")
        _result(expr, function.type, path)


def _identifier(name: str, path: str) -> None:
    if not (name.isascii() and name.isidentifier()):
        raise VerifyError(path, f"{name!r} is not an identifier")


def _scalar(variable: Variable, path: str) -> Scalar:
    if not isinstance(variable.type, Scalar):
        raise VerifyError(path, f"{variable.name} is an array where a scalar is needed")
    return variable.type


def _array(variable: Variable, path: str) -> Array:
    if not isinstance(variable.type, Array):
        raise VerifyError(path, f"{variable.name} is a scalar where an array is needed")
    return variable.type


def _result(expr: Expr, type_: Scalar, path: str) -> None:
    if expr.type is not type_:
        raise VerifyError(path, f"the result is {type_.value}, but is said to be {expr.type.value}")


def _value(type_: Scalar, value: object, path: str) -> None:
    """``value`` must be the Python object of ``type_``: True is not 1, 1 is not 1.0."""
    if type(value) is not _PYTHON_TYPE[type_]:
        raise VerifyError(path, f"{value!r} is not a constant of type {type_.value}")
    if isinstance(value, int) and not I64_MIN <= value <= I64_MAX:
        raise VerifyError(path, f"{value} does not fit into i64")
