#!/usr/bin/env python
"""Django's own commands, for developers; people who run the product use `werkveld`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkveld.settings")
    os.environ.setdefault("WERKVELD_MODE", "development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
