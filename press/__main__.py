"""`python -m press` is the same as `handouts`."""

from press.cli import main

if __name__ == "__main__":
    main()
