"""Everything that touches the world: cameras, the decoder, scales, light and sound, and a simulated world.

Linear algebra here is tiny, so a pool of threads costs more than it gives. The setting counts where numpy is not yet
loaded, so it stands before anything of this package is: in the decoder process and in every command.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
