"""aurora-lint: finds Aurora Solar API keys and judges each by its address."""

__version__ = "0.1.0"
