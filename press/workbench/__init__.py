"""The translators' workbench: a warm press that makes again what a change touches, and says what runs long."""

from press.workbench.bench import Again, Workbench
from press.workbench.long import Long

__all__ = ["Again", "Long", "Workbench"]
