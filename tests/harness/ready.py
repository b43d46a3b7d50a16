"""Django is ready from here on, so that tests, their conftests and their worlds import tables at the top."""

import django

django.setup()
