"""SPARQL's groups by the letter of the specification, by trying: slow, short, and nobody's engine.

A group is a list of elements: ("triple", s, p, o), ("optional", group), ("union", group, group),
("minus", group), ("filter", condition). A condition is ("=", s, o), ("!=", s, o), ("and", c, c),
("or", c, c), ("exists", group) or ("not exists", group). Variables begin with "?"; a predicate may
end with * or ? and is then a path of any length, or of at most one.
"""


def solutions(group, graph, given=None):
    """Return the solutions of a group; `given` is put in for its variables first."""
    return _group(group, graph, given or {})[0]


def _group(group, graph, given):
    found = [{}]
    conditions = [element[1] for element in group if element[0] == "filter"]
    for kind, *rest in group:
        match kind:
            case "triple":
                found = _join(found, _matches(rest, graph, given))
            case "optional":
                found = _optional(found, rest[0], graph, given)
            case "union":
                both = [one for inner in rest for one in _group(inner, graph, given)[0]]
                found = _join(found, both)
            case "minus":
                against = _group(rest[0], graph, given)[0]
                found = [one for one in found if not any(_removes(one, other) for other in against)]
    kept = [one for one in found if all(_holds(c, one, graph, given) for c in conditions)]
    return kept, found, conditions


def _optional(found, inner, graph, given):
    _, rows, conditions = _group(inner, graph, given)
    result = []
    for one in found:
        joined = [
            merged
            for merged in _join([one], rows)
            if all(_holds(condition, merged, graph, given) for condition in conditions)
        ]
        result += joined or [one]
    return result


def _matches(triple, graph, given):
    subject, predicate, object_ = (given.get(step, step) for step in triple)
    rows = []
    for s, o, p in _pairs(predicate, graph, {subject, object_}):
        row, fits = {}, True
        for step, value in ((subject, s), (predicate, p), (object_, o)):
            if not step.startswith("?"):
                fits = fits and (step == value)
            elif row.setdefault(step, value) != value:
                fits = False
        if fits:
            rows.append(row)
    return rows


def _pairs(predicate, graph, ends):
    if predicate.startswith("?") or predicate[-1] not in "*?":
        return [(s, o, p) for s, p, o in graph if predicate == p or predicate.startswith("?")]
    step = {(s, o) for s, p, o in graph if p == predicate[:-1]}
    nodes = {end for s, _, o in graph for end in (s, o)}
    nodes |= {end for end in ends if not end.startswith("?")}
    reached = {(node, node) for node in nodes} | step
    while predicate[-1] == "*":
        further = reached | {(s, o) for s, m in reached for n, o in step if m == n}
        if further == reached:
            break
        reached = further
    return [(s, o, predicate) for s, o in reached]


def _join(some, others):
    return [one | other for one in some for other in others if _compatible(one, other)]


def _compatible(one, other):
    return all(other.get(name, value) == value for name, value in one.items())


def _removes(one, other):
    return bool(one.keys() & other.keys()) and _compatible(one, other)


def _holds(condition, row, graph, given):
    """Return whether a condition is true; an unbound variable makes a comparison no truth."""
    kind, *rest = condition
    match kind:
        case "exists" | "not exists":
            return bool(solutions(rest[0], graph, given | row)) == (kind == "exists")
        case "and":
            return all(_holds(one, row, graph, given) for one in rest)
        case "or":
            return any(_holds(one, row, graph, given) for one in rest)
    left, right = ((given | row).get(step, step) for step in rest)
    if left.startswith("?") or right.startswith("?"):
        return False
    return (left == right) == (kind == "=")


def text(group):
    """Return a group as SPARQL."""
    return "{ " + " ".join(_written(element) for element in group) + " }"


def _written(element):
    kind, *rest = element
    match kind:
        case "triple":
            return " ".join(_term(step) for step in rest) + " ."
        case "optional" | "minus":
            return f"{kind.upper()} {text(rest[0])}"
        case "union":
            return f"{text(rest[0])} UNION {text(rest[1])}"
    if rest[0][0] in {"exists", "not exists"}:
        return f"FILTER {_condition(rest[0])}"
    return f"FILTER({_condition(rest[0])})"


def _condition(condition):
    kind, *rest = condition
    match kind:
        case "exists":
            return f"EXISTS {text(rest[0])}"
        case "not exists":
            return f"NOT EXISTS {text(rest[0])}"
        case "and" | "or":
            sign = " && " if kind == "and" else " || "
            return sign.join(f"({_condition(one)})" for one in rest)
    return f"{_term(rest[0])} {kind} {_term(rest[1])}"


def _term(step):
    if step.startswith("?"):
        return step
    bare = step.rstrip("*?")
    return f"<urn:{bare}>{step[len(bare) :]}"
