"""From pictures to sightings: the engines, the ladder of passes, and the process that runs them.

Linear algebra here is tiny, so a pool of threads costs more than it gives; the setting counts where numpy is not yet
loaded, which holds for the decoder process and for `dashcart read`.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
