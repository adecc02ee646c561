"""``python -m ppc.cli`` is ``ppc``."""

from ppc.cli.main import main

if __name__ == "__main__":
    main()
