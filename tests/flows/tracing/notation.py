"""Flows as text, for expectations: a piece a line, what is inside indented."""

from __future__ import annotations

from pytest_etl_diagram.flows.tree import (
    Branch,
    Exit,
    Loop,
    Note,
    Parallel,
    Region,
    Retry,
    Step,
    Try,
)


def written(flows):
    """Return the text of several flows."""
    return "\n".join(_flow(flow) for flow in flows)


def _flow(flow):
    trigger = "".join(f" {name}={value}" for name, value in flow.trigger)
    return "\n".join([f"flow {flow.name}{trigger}", *_block(flow.body, "  "), ""])


def _block(block, indent):
    for piece in block:
        yield from _LINES[type(piece)](piece, indent)


def _step(step, indent):
    parts = ["box" if step.expand else "step", step.name, f"[{step.role}]"]
    if step.component:
        parts.append(step.component + ("" if step.resolved else "?"))
    parts += [f"{name}={value!r}" for name, value in step.facts]
    for end in step.endpoints:
        words = [end.direction, end.system, end.name, end.mode, ",".join(end.keys)]
        parts.append("<" + " ".join(word for word in words if word) + ">")
    if step.policy:
        parts.append(_policy(step.policy))
    if step.lazy:
        parts.append("lazy")
    yield indent + " ".join(parts)
    yield from _block(step.inner, indent + ("  " if step.expand else "  ~ "))


def _policy(policy):
    words = [
        f"retries={policy.retries}" if policy.retries else "",
        f"attempts={policy.attempts}" if policy.attempts else "",
        policy.backoff,
        policy.wait,
        "on " + ",".join(policy.on) if policy.on else "",
    ]
    return "(" + "; ".join(word for word in words if word) + ")"


def _branch(branch, indent):
    yield f"{indent}{branch.test}?"
    for arm in branch.arms:
        yield f"{indent}  {arm.label}:"
        yield from _block(arm.body, indent + "    ")


def _loop(loop, indent):
    yield f"{indent}{loop.kind} {loop.over}".rstrip()
    yield from _block(loop.body, indent + "  ")
    if loop.orelse:
        yield f"{indent}else"
        yield from _block(loop.orelse, indent + "  ")


def _try(guarded, indent):
    yield f"{indent}try"
    yield from _block(guarded.body, indent + "  ")
    for handler in guarded.handlers:
        yield f"{indent}except {', '.join(handler.names)}".rstrip()
        yield from _block(handler.body, indent + "  ")
    for word, block in (("else", guarded.orelse), ("finally", guarded.final)):
        if block:
            yield indent + word
            yield from _block(block, indent + "  ")


def _retry(retry, indent):
    yield f"{indent}retry {_policy(retry.policy)}"
    yield from _block(retry.body, indent + "  ")


def _parallel(parallel, indent):
    facts = "".join(f" {name}={value}" for name, value in parallel.facts)
    yield f"{indent}at once {parallel.label}{' each' if parallel.repeated else ''}{facts}"
    for arm in parallel.arms:
        yield f"{indent}  -"
        yield from _block(arm, indent + "    ")


def _region(region, indent):
    yield f"{indent}with {region.label}"
    yield from _block(region.body, indent + "  ")


def _exit(leaving, indent):
    yield f"{indent}{leaving.kind} {leaving.label}".rstrip()


def _note(note, indent):
    yield f"{indent}# {note.text}"


_LINES = {
    Step: _step,
    Branch: _branch,
    Loop: _loop,
    Try: _try,
    Retry: _retry,
    Parallel: _parallel,
    Region: _region,
    Exit: _exit,
    Note: _note,
}
