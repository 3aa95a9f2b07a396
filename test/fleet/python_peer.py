"""A program with dogpile.cache that does what a test tells it, in lines of JSON, until its input ends."""

import json
import sys
import threading
import time

from dogpile.cache import make_region
from dogpile.cache.util import sha1_mangle_key

OPTIONS = json.loads(sys.argv[1])
CREATION_S = OPTIONS["creationMs"] / 1000
opened = threading.Event()
if not OPTIONS["isGated"]:
    opened.set()


def region(**more):
    return make_region(
        serializer=lambda value: json.dumps(value).encode(), deserializer=json.loads, **more
    ).configure(
        "dogpile.cache.redis",
        expiration_time=OPTIONS["expirationS"],
        arguments={
            "url": OPTIONS["url"],
            "distributed_lock": True,
            "thread_local_lock": False,
            "lock_timeout": OPTIONS["lockS"],
            "lock_sleep": 0.02,
        },
    )


USERS = region()
DIGESTS = region(key_mangler=sha1_mangle_key)
values = {}
creations = []
writing = threading.Lock()


def say(answer):
    with writing:
        print(json.dumps(answer), flush=True)


def create(name, args, default):
    """Makes the value a test has given for these arguments, or the default."""
    creations.append([name, args])
    say({"id": 0, "began": [name, args]})
    time.sleep(CREATION_S)
    opened.wait()
    return values.get(json.dumps([name, args]), default)


def cached(decorate, function):
    """As if the function were of the module app.users."""
    function.__module__ = "app.users"
    return decorate(function)


def get_user(tenant, id):
    return create("get_user", [tenant, id], {"id": id, "name": "made in Python"})


def get_anything(name):
    return create("get_anything", [name], "made in Python")


def get_size(name):
    return create("get_size", [name], "18446744073709551616")


def get_digest(name):
    return create("get_digest", [name], "made in Python")


def get_names(*ids):
    return create("get_names", sorted(ids), [f"{id} made in Python" for id in ids])


FUNCTIONS = {
    "get_user": cached(USERS.cache_on_arguments(namespace="users"), get_user),
    "get_anything": cached(USERS.cache_on_arguments(namespace="users"), get_anything),
    "get_size": cached(USERS.cache_on_arguments(namespace="users"), get_size),
    "get_names": cached(USERS.cache_multi_on_arguments(), get_names),
    "get_digest": cached(DIGESTS.cache_on_arguments(), get_digest),
}


def answer(question):
    if question["verb"] == "open":
        return opened.set()
    function, args, verb = FUNCTIONS[question["function"]], question["args"], question["verb"]
    if "value" in question and verb == "call":
        values[json.dumps([question["function"], args])] = question["value"]
    if verb == "call":
        return function(*args)
    if verb == "set" and question["function"] == "get_names":
        return function.set(dict(question["value"]))
    if verb == "set":
        return function.set(question["value"], *args)
    if verb == "get":
        found = function.get(*args)
        return found if isinstance(found, list) or found else None
    return getattr(function, verb)(*args)


def serve(question):
    try:
        say({"id": question["id"], "value": answer(question), "creations": len(creations)})
    except Exception as error:
        say({"id": question["id"], "error": repr(error), "creations": len(creations)})


say({"id": 0, "ready": True})
for line in sys.stdin:
    threading.Thread(target=serve, args=[json.loads(line)], daemon=True).start()
