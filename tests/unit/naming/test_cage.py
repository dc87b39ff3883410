"""The eyes in the reader's cage: loaded before it shuts, they see the same after it, and open nothing."""

import json
import subprocess
import sys

PROGRAM = """
import json, os
import cv2
import numpy as np
from drivers.decoding.sandbox import lock
from drivers.naming.look import look, looks
from drivers.naming.net import Net
from drivers.naming.taught import Taught
from tests.support.groceries import KINDS, drawn

cv2.setNumThreads(1)
net = Net()
known = Taught.of({kind: [look(net, drawn(kind, seed)) for seed in range(3)] for kind in KINDS})
before = look(net, drawn("milk", 9))
held = lock()
after = look(net, drawn("milk", 9))
named = known.ratios(looks(net, [drawn("lemon", seed) for seed in range(20, 23)]))
try:
    Net()
    opened = "opened a file"
except Exception as error:
    opened = type(error).__name__
same = bool(np.array_equal(before.whole, after.whole))
said = json.dumps([held.limits, same, max(named, key=named.get), opened, held.landlock or held.seccomp])
os.write(1, said.encode())
os._exit(0)
"""


def test_the_eyes_see_in_the_cage_what_they_saw_outside():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, timeout=100)
    assert done.returncode == 0, done.stderr.decode()
    limits, same, named, opened, guarded = json.loads(done.stdout)
    assert limits and same and named == "lemon"
    assert opened == "BadInput" if guarded else opened == "opened a file"
