"""The front door of a checkout: `python generate.py …` is the same as the installed `handouts …`."""

from press.cli import main

if __name__ == "__main__":
    main()
