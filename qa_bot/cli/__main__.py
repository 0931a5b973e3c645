"""Run the command line: ``python -m qa_bot.cli``."""

import contextlib
import sys

from qa_bot.cli.commands import main

with contextlib.suppress(KeyboardInterrupt):
    sys.exit(main())
