"""Handout Press: printable patient handouts in the patient's language and the clinic's dress."""

__version__ = "0.1.0"
