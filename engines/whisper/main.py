"""Starts the speech server: ``python main.py --port 8411``. See README.md for the options and the HTTP surface."""

from callmesh_whisper.cli import main

if __name__ == "__main__":
    main()
