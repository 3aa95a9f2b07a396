"""Prints the keys that dogpile.cache makes, as JSON: what dogpile-keys.json holds."""

import datetime
import json
import random
import uuid

from dogpile.cache.util import (
    function_key_generator,
    function_multi_key_generator,
    kwarg_function_key_generator,
    sha1_mangle_key,
)


def function(path, names):
    module, name = path.split(":")
    made = eval("lambda " + ", ".join(names) + ": None")
    made.__module__, made.__name__ = module, name
    return made


def written(value):
    """A value with the name of its type in a schema."""
    if value is None:
        return ["null", None]
    if isinstance(value, bool):
        return ["boolean", value]
    if isinstance(value, int):
        return ["bigint", str(value)] if abs(value) >= 2**53 else ["int", value]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, uuid.UUID):
        return ["uuid", str(value)]
    return ["float" if isinstance(value, float) else "string", value]


def case(kind, path, namespace, names, values):
    fn = function(path, names)
    if kind == "multi":
        keys = function_multi_key_generator(namespace, fn)(*values)
    elif kind == "kwarg":
        keys = [kwarg_function_key_generator(namespace, fn)(*values)]
    else:
        keys = [function_key_generator(namespace, fn)(*values)]
    return {
        "kind": kind,
        "path": path,
        "namespace": namespace,
        "names": names,
        "values": [written(value) for value in values],
        "keys": keys,
        "sha1": [sha1_mangle_key(key) for key in keys],
    }


def floats():
    powers = [10.0**exponent for exponent in range(-9, 25)]
    near = [9999999999999998.0, 123456789012345680.0, 0.00012345, 0.000099, 1 / 3, 2 / 3 * 1e16]
    edges = [0.0, -0.0, 1.0, -1.5, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308]
    source = random.Random(4)
    any_scale = [source.uniform(-1, 1) * 10 ** source.randint(-30, 30) for _ in range(200)]
    return edges + powers + [-power for power in powers] + near + any_scale


def cases():
    day, some_uuid = datetime.date(2024, 2, 29), uuid.UUID("6f1c1b34-6c6c-4f0e-9d5e-3a1f0e8f4b11")
    yield case("single", "app.users:get_user", "users", ["tenant", "id"], ["acme", 42])
    yield case("single", "app.users:get_user", None, ["tenant", "id"], ["acme", 42])
    yield case("single", "app.users:count", "users", [], [])
    yield case("single", "app.users:count", None, [], [])
    yield case("single", "app.users:find", "ns with blanks", ["text"], ["a b  c|d"])
    yield case("single", "app:f", "n", ["a", "b", "c"], ["", "", ""])
    yield case("single", "app:f", "n", ["a", "b", "c", "d"], [True, False, None, -7])
    yield case("single", "app:f", "n", ["a", "b"], ["caf\u00e9", "\U0001f600\uff5e"])
    yield case("single", "app:f", "n", ["a", "b"], ["e\u0301", "None"])
    yield case("single", "app:f", "n", ["a", "b"], [day, some_uuid])
    yield case("single", "app:f", "n", ["a", "b"], [2**53, -(2**70)])
    yield case("multi", "app.users:get_users", "users", ["*ids"], ["a", "b c", 3, 1.0, None])
    yield case("multi", "app.users:get_users", None, ["*ids"], ["a"])
    yield case("kwarg", "app.users:search", "users", ["z", "a=1", "q=True"], [5, "x", False])
    yield case("kwarg", "app.users:search", None, ["b", "B", "_c"], [1, 2, 3])
    for value in floats():
        yield case("single", "app:f", None, ["x"], [value])


if __name__ == "__main__":
    print("[")
    print(",\n".join(json.dumps(each) for each in cases()))
    print("]")
