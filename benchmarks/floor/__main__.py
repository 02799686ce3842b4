"""Sign someone in: ``python -m benchmarks.floor`` prints the cookie's value."""

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.floor.settings"
    django.setup()
    from benchmarks.floor.models import User
    from benchmarks.sessions import signed_in

    print(signed_in(User.objects.order_by("-pk")[0]))
