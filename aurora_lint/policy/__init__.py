"""What a team says about its own repository: ``[tool.aurora-lint]``, or ``.aurora-lint.toml``."""

from aurora_lint.policy.files import FILES, load
from aurora_lint.policy.policy import RESTRICTED, RESTRICTING, Policy
from aurora_lint.policy.settings import OFF, PolicyError

__all__ = ["FILES", "OFF", "RESTRICTED", "RESTRICTING", "Policy", "PolicyError", "load"]
