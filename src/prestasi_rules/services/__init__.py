"""Public services: IPP (PEKPPP) and promised times."""
