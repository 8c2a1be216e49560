"""What stands beside a key on the same level: a mode, a flag, a base URL, an environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint import hosts
from aurora_lint.address import Label, setting
from aurora_lint.address.outline.entries import key_of, plain, set_name, setting_of, value_of
from aurora_lint.address.outline.named import NAMES, VALUES
from aurora_lint.address.outline.phrases import Text, only_token, op, path_before, word
from aurora_lint.address.outline.syntax import Syntax
from aurora_lint.address.outline.tree import Element, Group, Item, Step, Token
from aurora_lint.vocabulary import HOLDERS, only_names_environment
from aurora_lint.words import split

Said = list[tuple[Element, Label]]
#: Where thousands of settings stand side by side, they are data.
_MOST_SAID = 50
_MOST_ELEMENTS = 400
_CONFIGURES = frozenset({"set", "configure", "init"})
#: What names the mapping it stands in.
_TITLES = frozenset("name title label id profile key displayname display_name alias".split())
#: What describes all of the document, or of the job, that it stands in: its entries count here.
_DESCRIBES = frozenset(
    "metadata labels annotations spring activate profiles environment url".split()
)
#: What options are called that are handed on together with the key beside them.
_OPTIONS = frozenset(
    "options option opts params parameters parameter defaults config configuration settings "
    "client http sdk".split()
)
#: What the names of constants end in that hold a server's address: ``TEST_BASE_URL``.
_ADDRESSES = frozenset({"url", "uri", "host", "endpoint", "server"})
#: What names begin with that are set for the program itself, not for one vendor.
_ANYONES = frozenset("app env expo gatsby my next nuxt public react spring vite vue".split())
#: How many settings before a key and behind it such an address is looked for.
_NEAR = 10
_DIRECTIVES = frozenset("if ifdef ifndef elif else endif region endregion".split())
#: A resource of CloudFormation that is one.
_FUNCTION = re.compile(r"AWS::(?:Lambda|Serverless)::Function\Z")
#: What has statements for its body, or members that are used apart.
_BODIES = frozenset("class struct object interface else try do enum trait impl".split())
_STATEMENTS = frozenset(
    "case default if for while switch try function class def return import from package using "
    "include require".split()
)


class Beside:
    """Reads what stands beside the places of one outline, each group once."""

    def __init__(self, syntax: Syntax, text: Text, is_template: bool) -> None:
        self._is_template = is_template
        self._syntax = syntax
        self._text = text
        self._read: dict[Group, Said] = {}

    def read(self, step: Step) -> list[Label]:
        """Give what the other elements of a step's group say."""
        element = step.element
        group = element.group
        if group not in self._read:
            self._read[group] = list(self.of_group(group))
        said = [pair for pair in self._read[group][:_MOST_SAID] if pair[0].nth != element.nth]
        if self._is_template and (group.kind == "file" or self._syntax.layout == "lines"):
            # What a template sets is for whoever fills it in, but for what is set for the same.
            said = [pair for pair in said if _is_for_same(pair[0], element)]
        return [label for _, label in said] + self._addresses(element, group)

    def _addresses(self, element: Element, group: Group) -> list[Label]:
        """Read the addresses that are set for the same as the key: ``ACME_URL``, ``ACME_KEY``."""
        near = group.elements[max(0, element.nth - _NEAR) : element.nth + _NEAR]
        return [
            Label("setting", said, self._text.line(other), written=self._text.of(other.items))
            for other in near
            if other is not element
            and _ADDRESSES.intersection(split(key_of(other))[-1:])
            and _is_for_same(other, element)
            and (said := setting.of_text("url", plain(value_of(other, self._syntax))))
            and setting.speaks_in_block(said)
        ]

    def attributes(self, step: Step) -> list[Label]:
        """Give what the attributes of a tag say of what is in it."""
        items = step.element.items
        item = step.item
        if not isinstance(item, Group) or item.kind != "tag" or step.at != 2:
            return []
        attributes = items[1]
        assert isinstance(attributes, Group)
        return [label for _, label in self.of_group(attributes)]

    def of_group(self, group: Group) -> Iterator[tuple[Element, Label]]:
        """Yield what the elements of a group say, each with its element."""
        is_block_ = self._is_block(group)
        for element in group.elements[:_MOST_ELEMENTS]:
            for said, name in self._of_element(element, group):
                if is_block_ and not setting.speaks_in_block(said):
                    continue
                line = self._text.line(element)
                yield element, Label("setting", said, line, written=name)
            if self._syntax.mapping and _FUNCTION.search(plain(value_of(element, self._syntax))):
                yield element, _function(self._text, element)
            if not is_block_:
                for host in self._hosts_in(element, group):
                    yield element, Label("host", host, self._text.line(element))

    def _hosts_in(self, element: Element, group: Group) -> list[str]:
        """Give the hosts that an argument, or an entry of a mapping, is or sends to."""
        if group.kind == "(":
            return [host for host, _ in hosts.find(self._text.of(element.items))]
        return [
            host
            for item in element.items[:_MOST_SAID]
            if isinstance(item, Token)
            for host, _ in hosts.find(item.text)
        ]

    def _is_block(self, group: Group) -> bool:
        """Whether a group holds statements; what it sets is not used together."""
        if group.kind == "file":
            return True
        if self._syntax.mapping or group.kind in ("(", "[", "tag", "section"):
            return False
        if group.kind in ("block", "case"):
            return True
        above = group.above.items[: group.nth] if group.above else []
        if not above:
            return False
        if any(isinstance(item, Group) and item.kind == "(" for item in above[-3:]):
            return True
        return op(above[-1]) != "=" and any(word(item) in _BODIES for item in above)

    def _of_element(self, element: Element, group: Group) -> Iterator[tuple[str, str]]:
        """Give the settings of an element, as conditions and as they are written."""
        items = element.items
        if not items or word(items[0]) in _STATEMENTS:
            return
        if op(items[0]) == "#" and word(items[1:2][0] if items[1:] else None) in _DIRECTIVES:
            return  # what it lets through is behind it on the same line
        if any(op(item) == "," for item in items):
            return  # a call without brackets: what it is given is its own
        if self._syntax.layout == "tags" and group.kind != "tag" and group.kind != "file":
            return
        name, value = key_of(element), value_of(element, self._syntax)
        if any(op(item) == "?=" for item in items) or word(items[0]) == "arg":
            return  # what holds where nothing else is said
        if (
            value
            and isinstance(value[-1], Group)
            and _DESCRIBES.intersection(name.lower().split("."))
        ):
            yield from self._of_description(value[-1])
            return
        if value and isinstance(value[-1], Group) and name and _OPTIONS.issuperset(split(name)):
            yield from self._of_entries(value[-1])
            return
        written = self._text.of(items) if items[-1].end - items[0].start < 120 else ""
        if name and value:
            said = setting_of(name, value, self._syntax)
            if said:
                yield said, written
            elif name.lower() in _TITLES and self._syntax.mapping and group.kind != "file":
                titled = plain(value)
                if only_names_environment(split(titled)):
                    yield f"environment = {titled!r}", written
            return
        first = items[0]
        if (
            group.kind == "{"
            and len(items) == 1
            and isinstance(first, Token)
            and hosts.find(first.text)
        ):
            yield f"url = {first.value!r}", written
        if group.kind in ("(",) or (group.kind == "[" and not self._syntax.mapping):
            yield from self._of_argument(items, written)
        token: Item | None = items[-1]
        if isinstance(token, Group):
            token = only_token(token)
        if (
            isinstance(token, Token)
            and "=" in token.value
            and len(items) <= 2
            and self._syntax.mapping
        ):
            name, _, text = token.value.partition("=")
            said = setting.of_text(name.strip(), text.strip()) or setting.of_flag(name, text)
            if said and setting.speaks_in_block(said):
                yield said, written
        if len(items) == 1 or (len(items) == 2 and op(items[0]) == "-") or word(items[0]) == "-":
            inner = items[-1]
            if isinstance(inner, Group):
                yield from self._of_pair(inner)
        yield from self.of_setter(items, written)

    def _of_argument(self, items: list[Item], written: str) -> Iterator[tuple[str, str]]:
        first = items[0]
        if len(items) == 1 and isinstance(first, Token) and first.kind == "string":
            # What is called a key is none of the environment's.
            is_key = bool(HOLDERS.intersection(split(first.value)))
            said = "" if is_key else setting.of_argument(first.value)
            url = hosts.find(first.value)
            if url:
                yield f"url = {url[0][0]!r}", written
            elif said:
                yield said, written
        elif len(items) == 1 and isinstance(first, Group) and first.kind == "{":
            yield from self._of_entries(first)
        elif len(items) == 1 and isinstance(first, Token) and first.text.startswith(":"):
            if said := setting.of_argument(first.text[1:]):
                yield said, written
        else:
            path = path_before(items, len(items))
            if len(path) > 1 and len(items) <= 2 * len(path) + 1:
                begin = path[0].text in ("local", "var", "self", "this")
                said = ".".join(part.value for part in path[begin:])
                is_url = _ADDRESSES.intersection(split(path[-1].value)[-1:])
                yield f"url = {said}" if is_url else said, written
            else:
                for item in items:
                    if isinstance(item, Token) and item.kind == "string" and hosts.find(item.value):
                        yield f"url = {item.value!r}", written

    def _of_description(self, group: Group) -> Iterator[tuple[str, str]]:
        for element in group.elements[:_MOST_SAID]:
            name, value = key_of(element), value_of(element, self._syntax)
            if value and isinstance(value[-1], Group) and name.lower() in _DESCRIBES | {"config"}:
                yield from self._of_description(value[-1])
            elif name and value:
                text = plain(value)
                if name.lower() in ("name", "namespace"):
                    yield f"environment = {text!r}", self._text.of(element.items)
                elif said := setting_of(name, value, self._syntax):
                    yield said, self._text.of(element.items)

    def _of_pair(self, group: Group) -> Iterator[tuple[str, str]]:
        """Read an entry of a list that is a name and its value."""
        said = {key_of(each).lower(): value_of(each, self._syntax) for each in group.elements[:10]}
        name = next((plain(said[each]) for each in said if each in NAMES), "")
        value = next((said[each] for each in said if each in VALUES), [])
        text = setting_of(name, value, self._syntax) if name and value else ""
        if text and setting.speaks_in_block(text):  # a list of variables, as a file of them
            yield text, f"{name}: {self._text.of(value)}"

    def of_setter(self, items: list[Item], written: str) -> Iterator[tuple[str, str]]:
        """Read ``client.setEnvironment("sandbox")``, ``environment :test``, ``setenv(A, B)``."""
        last = items[-1]
        if isinstance(last, Group) and last.kind == "(" and len(items) > 1 and word(items[-2]):
            values = [each.items for each in last.elements]
            if len(values) == 1 and values[0]:
                name = set_name(items[-2].text)  # type: ignore[union-attr]
                if name and (said := setting_of(name, values[0], self._syntax)):
                    yield said, written
                elif _CONFIGURES.intersection(split(items[-2].text)[:1]):  # type: ignore[union-attr]
                    # setConfig(["mode" => "sandbox"])
                    yield from self._of_entries(values[0][-1])
            elif len(values) == 2 and values[0] and values[1]:
                name = plain(values[0])
                if name and (said := setting_of(name, values[1], self._syntax)):
                    yield said, written
        elif (
            len(items) == 2
            and word(items[0])
            and isinstance(last, Token)
            and last.kind in ("word", "string")
            and (said := setting_of(items[0].text, [last], self._syntax))  # type: ignore[union-attr]
        ):
            yield said, written

    def _of_entries(self, mapping: Item) -> Iterator[tuple[str, str]]:
        """Read the entries of a mapping that is an argument."""
        for element in mapping.elements[:_MOST_SAID] if isinstance(mapping, Group) else ():
            name, value = key_of(element), value_of(element, self._syntax)
            if name and value and (said := setting_of(name, value, self._syntax)):
                yield said, self._text.of(element.items)


def _is_for_same(one: Element, other: Element) -> bool:
    """Whether two names begin with the same word: ``SOLAR_ENV`` and ``SOLAR_TOKEN``."""
    words, others = split(key_of(one)), split(key_of(other))
    return words[:1] == others[:1] and min(len(words), len(others)) > 1 and words[0] not in _ANYONES


def _function(text: Text, element: Element) -> Label:
    written = text.of(element.items)
    return Label("platform", "serverless function", text.line(element), written=written)
