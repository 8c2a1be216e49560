"""The rules, in the order in which they are asked: the first of a question that applies answers."""

from aurora_lint.rule import CrossFileRule, Rule
from aurora_lint.rules import (
    key_for_other_host,
    key_outside_its_register,
    possible_key,
    production_key_in_sandbox_path,
    production_key_name_in_sandbox_path,
    restricted_production_key,
    restricted_sandbox_key,
    sandbox_key_in_production_path,
    several_standard_keys,
    shared_restricted_key,
    standard_key_for_restricted_use,
    standard_production_key,
    standard_sandbox_key,
)

RULES: tuple[Rule, ...] = (
    possible_key.RULE,
    standard_production_key.RULE,
    standard_sandbox_key.RULE,
    restricted_production_key.RULE,
    restricted_sandbox_key.RULE,
    key_outside_its_register.RULE,
    standard_key_for_restricted_use.RULE,
    key_for_other_host.RULE,
    production_key_in_sandbox_path.RULE,
    sandbox_key_in_production_path.RULE,
    production_key_name_in_sandbox_path.RULE,
)
#: What no file says alone: the command line compares the findings of a scan.
CROSS_FILE: tuple[CrossFileRule, ...] = (shared_restricted_key.RULE, several_standard_keys.RULE)
EVERY: tuple[Rule | CrossFileRule, ...] = (*RULES, *CROSS_FILE)
