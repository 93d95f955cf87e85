"""Small programs of calls, read as the tracer would: enough Python to write down a library's use.

A program is a paragraph of a file in `cases`: statements, and after `#> ` what its calls come to,
one line a step:

    extract read_csv: read files raw/orders.csv
    load to_sql: write PostgreSQL orders (append), chunksize: 500
"""

from __future__ import annotations

import ast
from pathlib import Path

from pytest_etl_diagram.flows.endpoints import (
    FUNCTION,
    MASK,
    Call,
    Placeholder,
    built_in,
    classify,
    parallel,
    result_of,
)

CASES = Path(__file__).parent / "cases"


def programs():
    """Yield (name, code, expected lines) of every program."""
    for path in sorted(CASES.glob("*.txt")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            lines = paragraph.strip().splitlines()
            wanted = [part[1].strip() for line in lines if len(part := line.split("#> ")) > 1]
            code = "\n".join(line.split("#> ")[0].rstrip() for line in lines)
            if code.strip():
                yield f"{path.stem}: {lines[0].lstrip('# ')}", code, wanted


def steps_of(code, table=None):
    """Return what the calls of a program come to, in the order in which they happen."""
    reader = Reader(table or built_in())
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    reader.run(compile(code, "<program>", "exec", flags).body)
    return reader.steps


def shown(call, found):
    ends = [
        f"{end.direction} {end.system}"
        + (f" {end.name}" if end.name else "")
        + (f" ({end.mode})" if end.mode else "")
        + (f" by {', '.join(end.keys)}" if end.keys else "")
        for end in found.endpoints
    ]
    flags = ["lazy"] if found.lazy else ["trigger"] if found.trigger else []
    facts = [f"{name}: {value}" for name, value in found.facts]
    head = " ".join([*flags, found.role, call.method])
    return f"{head}: {', '.join([*ends, *facts])}" if ends or facts else head


def shown_parallel(started):
    def name(value):
        return value.text if isinstance(value, Placeholder) else str(value)

    parts = [f"parallel {started.label}"]
    parts += [f"of {name(started.function)}"] if started.function is not None else []
    parts += [f"over {name(started.over)}"] if started.over is not None else []
    parts += [f"of {len(started.arms)} arms"] if started.arms else []
    parts += [f"by {started.workers}"] if started.workers else []
    parts += ["repeated"] if started.repeated else []
    parts += [] if started.joins else ["started"]
    return " ".join(parts)


class Module(str):
    """The qualified name of a library, its class or function."""

    __slots__ = ()


class Reader:
    def __init__(self, table):
        self.table = table
        self.names = {"open": Module("open"), "print": Module("print")}
        self.hints = {}
        self.steps = []

    def run(self, body):
        for statement in body:
            getattr(self, f"run_{type(statement).__name__.lower()}")(statement)

    def run_import(self, node):
        for alias in node.names:
            bound = alias.asname or alias.name.partition(".")[0]
            self.names[bound] = Module(alias.name if alias.asname else bound)

    def run_importfrom(self, node):
        for alias in node.names:
            self.names[alias.asname or alias.name] = Module(f"{node.module}.{alias.name}")

    def run_assign(self, node):
        value = self.value(node.value)
        for target in node.targets:
            self.bind(target, value)

    def run_annassign(self, node):
        kind = self.table.canonical(self.value(node.annotation))
        self.names[node.target.id] = Placeholder("{" + node.target.id + "}", kind)

    def run_expr(self, node):
        self.value(node.value)

    def run_with(self, node):
        for item in node.items:
            value = self.call_of(self.value(item.context_expr), "__enter__")
            if item.optional_vars is not None:
                self.bind(item.optional_vars, value)
        self.run(node.body)

    def run_for(self, node):
        self.bind(node.target, self.call_of(self.value(node.iter), "__iter__"))
        self.run(node.body)

    run_asyncwith = run_with
    run_asyncfor = run_for

    def bind(self, target, value):
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, ast.Attribute):
            self.names[ast.unparse(target)] = value

    def value(self, node):
        method = getattr(self, f"value_{type(node).__name__.lower()}", None)
        if method is not None:
            return method(node)
        return Placeholder("{" + ast.unparse(node) + "}")

    def value_constant(self, node):
        return node.value

    def value_name(self, node):
        return self.names.get(node.id, Placeholder("{" + node.id + "}"))

    def value_await(self, node):
        return self.value(node.value)

    def value_tuple(self, node):
        return tuple(self.value(item) for item in node.elts)

    def value_list(self, node):
        return [self.value(item) for item in node.elts]

    def value_generatorexp(self, node):
        return [self.value(node.elt)]

    value_listcomp = value_generatorexp

    def value_dict(self, node):
        pairs = zip(node.keys, node.values, strict=True)
        return {self.value(key): self.value(value) for key, value in pairs}

    def value_lambda(self, _node):
        return Placeholder("lambda", FUNCTION)

    def value_compare(self, node):
        return Placeholder(ast.unparse(node), MASK)

    def value_joinedstr(self, node):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "{" + ast.unparse(part.value) + "}"
            for part in node.values
        )

    def value_binop(self, node):
        return self.call_of(self.value(node.left), "__truediv__", (self.value(node.right),))

    def value_subscript(self, node):
        owner = self.value(node.value)
        if isinstance(owner, Module):
            return Placeholder("{" + ast.unparse(node) + "}")
        return self.call_of(owner, "__getitem__", (self.value(node.slice),))

    def value_attribute(self, node):
        dotted = ast.unparse(node)
        if dotted in self.names:
            return self.names[dotted]
        owner = self.value(node.value)
        if isinstance(owner, Module):
            return Module(f"{owner}.{node.attr}")
        call = Call("", self.placed(owner), node.attr, hint=self.hint(node.value))
        made = result_of(call, self.table)
        text = "{" + ast.unparse(node) + "}"
        return Placeholder(text, made.type, made.made) if made is not None else Placeholder(text)

    def value_call(self, node):
        arguments = tuple(self.value(item) for item in node.args)
        keywords = {item.arg: self.value(item.value) for item in node.keywords if item.arg}
        named = ast.unparse(node.func) in self.names
        if isinstance(node.func, ast.Attribute) and not named:
            owner = self.value(node.func.value)
            if not isinstance(owner, Module):
                hint = self.hint(node.func.value)
                return self.call_of(owner, node.func.attr, arguments, keywords, hint)
            name = node.func.attr
            return self.called(Call(f"{owner}.{name}", None, name, arguments, keywords))
        function = self.value(node.func)
        if isinstance(function, Module):
            name = function.rpartition(".")[2]
            return self.called(Call(function, None, name, arguments, keywords))
        return self.call_of(function, "__call__", arguments, keywords)

    def hint(self, node):
        """Return the attribute or parameter by which a receiver is held."""
        if isinstance(node, ast.Attribute):
            return node.attr
        return node.id if isinstance(node, ast.Name) and node.id not in self.names else ""

    def placed(self, owner):
        return owner if isinstance(owner, Placeholder) else Placeholder(str(owner), "str")

    def call_of(self, owner, method, arguments=(), keywords=None, hint=""):
        call = Call("", self.placed(owner), method, arguments, keywords or {}, hint)
        made = self.called(call)
        found = classify(call, self.table)
        if found is not None and found.remembers:
            self.remember(owner, found.remembers)
        return made

    def remember(self, owner, remembers):
        for name, value in self.names.items():
            if value is owner:
                self.names[name] = Placeholder(owner.text, owner.type, {**owner.made, **remembers})

    def called(self, call):
        started = parallel(call, self.table)
        found = classify(call, self.table)
        if started is not None:
            self.steps.append(shown_parallel(started))
        elif found is not None and found.step:
            self.steps.append(shown(call, found))
        made = result_of(call, self.table) or Placeholder("")
        return Placeholder(made.text or "{" + call.method + "()}", made.type, made.made)
