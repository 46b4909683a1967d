"""Argon2id at 19 MiB, two passes, one lane: OWASP's first choice, about 50 ms a sign-in."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Django's default costs seven times the CPU, which two cores cannot pay on a Monday morning."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
