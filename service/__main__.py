"""`python -m service` is the same as the command `bildungslandschaft`."""

from service.cli import main

main()
