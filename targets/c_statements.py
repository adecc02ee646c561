"""C99 text of IR statements: one statement a line, the user's source line as a comment above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ppc.compiler.faults import FAULTS
from ppc.compiler.ir.nodes import (
    Assign,
    Block,
    Break,
    Const,
    Continue,
    Copy,
    Expr,
    Fault,
    FaultSite,
    Fill,
    For,
    If,
    Loop,
    Statement,
    Store,
    Variable,
)
from ppc.compiler.ir.types import BOOL, F64, Array, Scalar
from ppc.compiler.ir.walk import writes
from ppc.targets.analysis import Locals, update_of
from ppc.targets.c_expressions import CExpressions, c_type
from ppc.targets.expressions import wrap

_STEP = "    "
ZERO = {BOOL: "false", F64: "0.0"}


def comment_text(text: str) -> str:
    """``text`` fit for the inside of a C comment: ASCII, and nothing that opens or ends one."""
    for mark, plain in (("°", "deg"), ("²", "^2"), ("³", "^3"), ("·", "*"), ("µ", "u"), ("μ", "u"), ("–", "-")):
        text = text.replace(mark, plain)
    text = text.encode("ascii", "replace").decode("ascii").replace("*/", "* /").replace("/*", "/ *")
    return " ".join(text.replace("\\", "/").replace("??/", "? ? /").split())


class CStatements:
    """Prints the blocks of one scope (an entry or a function). ``fault_names`` maps fault codes to constants; None:
    the scope has no status word (``reset``), and faults only have their defined values."""

    def __init__(
        self,
        expressions: CExpressions,
        locals_: Locals,
        sites: Sequence[FaultSite],
        source: Sequence[str],
        fault_names: Mapping[str, str] | None,
    ) -> None:
        self.expressions = expressions
        self.locals = locals_
        self.sites = sites
        self.source = source
        self.fault_names = fault_names
        self.lines: list[str] = []
        self.depth = 1
        self._line = 0
        self._declared: set[int] = set()
        self._temporaries = 0

    # --- pieces

    def put(self, text: str) -> None:
        self.lines.extend(wrap(_STEP * self.depth + text, _STEP * 2))

    def declare(self, variable: Variable, zero: bool) -> None:
        name = self.expressions.text_of[variable.name]
        if isinstance(variable.type, Array):
            start = f" = {{{ZERO.get(variable.type.element, '0')}}}"
            self.put(f"{c_type(variable.type.element)} {name}[{variable.type.size}]{start if zero else ''};")
        else:
            # A zero that is never read costs nothing and keeps every compiler's flow analysis quiet.
            self.put(f"{c_type(variable.type)} {name} = {ZERO.get(variable.type, '0')};")

    def declarations(self) -> None:
        for variable, zero in self.locals.top:
            self.declare(variable, zero)

    def temporary(self, base: str) -> str:
        self._temporaries += 1
        return f"{base}_{self._temporaries}_"

    def cite(self, statement: Statement) -> None:
        """The source line of ``statement`` as a comment, once for neighbours from the same line."""
        line = statement.span.line
        if line == self._line or not 0 < line <= len(self.source):
            return
        self._line = line
        text = comment_text(self.source[line - 1])
        if len(text) > 90:
            text = text[:87] + "..."
        self.lines.append(f"{_STEP * self.depth}/* {line}: {text} */")

    # --- statements

    def block(self, block: Block) -> None:
        for statement in block:
            self.statement(statement)

    def nested(self, block: Block) -> None:
        self.depth += 1
        self.block(block)
        self.depth -= 1

    def statement(self, statement: Statement) -> None:
        self.cite(statement)
        code = self.expressions.code
        match statement:
            case Assign():
                self._assign(statement)
            case Store():
                target = self.expressions.element(statement.variable, statement.index, statement.in_bounds)
                self.put(f"{target} = {code(statement.value)};")
            case Copy():
                self._each(statement.target, f"{self.expressions.text_of[statement.source.name]}[%s]")
            case Fill():
                self._fill(statement)
            case If():
                self._if(statement)
            case For():
                self._for(statement)
            case Loop():
                self._loop(statement)
            case Break():
                self.put("break;")
            case Continue():
                self.put("continue;")
            case Fault():
                if self.fault_names is None:
                    return
                raise_ = f"status |= {self.fault_names[self.sites[statement.site].code]};"
                if isinstance(statement.condition, Const):
                    if statement.condition.value:
                        self.put(raise_)
                    return
                self._guarded(statement.condition, raise_)

    def _guarded(self, condition: Expr, then: str) -> None:
        self.put(f"if ({self.expressions.code(condition)}) {{")
        self.put(_STEP + then)
        self.put("}")

    def _assign(self, statement: Assign) -> None:
        variable = statement.variable
        name, value = self.expressions.text_of[variable.name], self.expressions.code(statement.value)
        if id(statement) in self.locals.inline and id(statement) not in self._declared:
            self._declared.add(id(statement))
            assert isinstance(variable.type, Scalar)
            const = "const " if id(statement) in self.locals.constant else ""
            self.put(f"{const}{c_type(variable.type)} {name} = {value};")
        elif (update := update_of(statement)) is not None:
            self._guarded(update.condition, f"{name} = {self.expressions.code(update.then)};")
        else:
            self.put(f"{name} = {value};")

    def _each(self, target: Variable, value: str) -> None:
        assert isinstance(target.type, Array)
        k = self.temporary("k")
        self.put(f"for (int32_t {k} = 0; {k} < {target.type.size}; ++{k}) {{")
        self.put(f"{_STEP}{self.expressions.text_of[target.name]}[{k}] = {value % k if '%s' in value else value};")
        self.put("}")

    def _fill(self, statement: Fill) -> None:
        value = self.expressions.code(statement.value)
        if isinstance(statement.value, Const):
            self._each(statement.target, value)
            return
        assert isinstance(statement.target.type, Array)
        name = self.temporary("value")
        self.put("{")
        self.depth += 1
        self.put(f"const {c_type(statement.target.type.element)} {name} = {value};")
        self._each(statement.target, name)
        self.depth -= 1
        self.put("}")

    def _if(self, statement: If, lead: str = "") -> None:
        if not statement.then and statement.orelse:
            condition = self.expressions.negated(statement.condition)
            then: Block = statement.orelse
            orelse: Block = ()
        else:
            condition, then, orelse = self.expressions.code(statement.condition), statement.then, statement.orelse
        self.put(f"{lead}if ({condition}) {{")
        self.nested(then)
        if len(orelse) == 1 and isinstance(orelse[0], If):
            self._if(orelse[0], "} else ")
            return
        if orelse:
            self.put("} else {")
            self.nested(orelse)
        self.put("}")

    def _for(self, loop: For) -> None:
        index, code = self.expressions.text_of[loop.index.name], self.expressions.code
        changed = writes(loop.body)
        relation = "<" if loop.step > 0 else ">"
        start, stop = code(loop.start), code(loop.stop, 10)
        advance = {1: "++{0}", -1: "--{0}"}.get(loop.step, f"{{0}} {'+' if loop.step > 0 else '-'}= {abs(loop.step)}")
        if id(loop) in self.locals.counters:
            self.put(f"for (int64_t {index} = {start}; {index} {relation} {stop}; {advance.format(index)}) {{")
            self.expressions.ranges.enter(loop, lambda name: name not in changed)
            self.nested(loop.body)
            self.expressions.ranges.leave(loop)
            self.put("}")
            return
        # The index keeps its last value after the loop and the body may change it: count apart from it.
        count, left = self.temporary("turn"), self.temporary("stop")
        self.put("{")
        self.depth += 1
        self.put(f"const int64_t {left} = {code(loop.stop)};")
        if loop.step not in (1, -1):
            self.expressions.helpers.add("i64_add")
            advance = f"{{0}} = i64_add({{0}}, {loop.step})"
        self.put(f"for (int64_t {count} = {start}; {count} {relation} {left}; {advance.format(count)}) {{")
        self.put(f"{_STEP}{index} = {count};")
        self.nested(loop.body)
        self.put("}")
        self.depth -= 1
        self.put("}")

    def _loop(self, loop: Loop) -> None:
        turn = self.temporary("turn")
        if loop.site is None or self.fault_names is None:
            self.put(f"for (int64_t {turn} = 0; {turn} < {loop.bound}; ++{turn}) {{")
        else:
            self.put(f"for (int64_t {turn} = 0;; ++{turn}) {{")
            self.put(f"{_STEP}if ({turn} == {loop.bound}) {{")
            self.put(f"{_STEP * 2}status |= {self.fault_names[self.sites[loop.site].code]};")
            self.put(f"{_STEP * 2}break;")
            self.put(f"{_STEP}}}")
        self.nested(loop.body)
        self.put("}")


def fault_names(prefix: str) -> dict[str, str]:
    """Fault code -> constant of the exported header."""
    return {code: f"{prefix}_FAULT_{code.upper()}" for code in FAULTS}

