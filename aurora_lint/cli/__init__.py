"""The command line: one module a command, loaded when it is called."""

from __future__ import annotations

import os
import sys

from aurora_lint.cli.problem import CLEAN, FAILED, NoInput, problem

#: Command to its module in this package, and what it does in a line.
COMMANDS = {
    "check": ("check", "look for keys in files, folders and repositories"),
    "keys": ("keys", "one record a key over the whole history: where, since when, what to do"),
    "hook": ("hook", "the same for git's hooks: pre-commit, pre-push, commit-msg, pre-receive"),
    "doctor": ("doctor", "what could hide a key from you in the repository you stand in"),
    "export": ("export", "rules for another scanner: gitleaks, kingfisher, semgrep …"),
    "detect-secrets": ("detect_secrets", "detect-secrets with the plugin in place"),
    "fingerprint": ("fingerprint", "tell the fingerprint of a key read from standard input"),
    "rules": ("rules", "list the rules"),
    "explain": ("rules", "explain a rule: explain AUR301"),
}

#: What shells expect of a program that SIGINT ended.
_INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    if sys.stderr is None:  # closed by the caller
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    if sys.stdout is None:
        return problem("standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("aurora-lint: interrupted", file=sys.stderr)
        return _INTERRUPTED
    except NoInput as error:
        return problem(str(error))
    except BrokenPipeError:
        _leave_pipe()
        return FAILED
    except Exception:
        # 1 would say that something was found.
        import traceback

        return problem(f"internal error, please report it\n{traceback.format_exc()}")
    return code


def _run(arguments: list[str]) -> int:
    if arguments in (["check", "--staged"], ["hook", "pre-commit"]):
        from aurora_lint.cli import quick

        if quick.is_clean():
            return CLEAN
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_usage())
        return CLEAN if arguments else FAILED
    if arguments[0] in ("-V", "--version"):
        from aurora_lint import __version__

        print(f"aurora-lint {__version__}")
        return CLEAN
    if arguments[0] not in COMMANDS:
        return problem(f"unknown command {arguments[0]!r}\n\n{_usage()}")
    from importlib import import_module

    module = import_module(f"aurora_lint.cli.{COMMANDS[arguments[0]][0]}")
    return int(module.run(arguments[1:] if arguments[0] != "explain" else arguments))


def _leave_pipe() -> None:
    """Let the interpreter's last flush go nowhere: whoever read our output has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage() -> str:
    commands = "\n".join(f"  {name:15} {does}" for name, (_, does) in COMMANDS.items())
    return (
        "usage: aurora-lint COMMAND …\n\n"
        "Finds Aurora Solar API keys and judges each by its address.\n\n"
        f"{commands}\n\n"
        "aurora-lint COMMAND --help tells more; aurora-lint --version tells the version."
    )
