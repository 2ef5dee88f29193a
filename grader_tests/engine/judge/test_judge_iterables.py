"""What can be looped over, in place of the reference's list: marks as in one process."""

import pytest

GIVING = {
    "a generator": "def f(): yield from [1, 2, 3]",
    "a map": "def f(): return map(int, '123')",
    "the flat of an array": "import numpy as np\ndef f(): return np.array([[1, 2, 3]]).flat",
    "the keys of a dict": "def f(): return {1: 0, 2: 0, 3: 0}.keys()",
    "a range": "def f(): return range(1, 4)",
    "an array": "import array\ndef f(): return array.array('i', [1, 2, 3])",
    "a memoryview": "def f(): return memoryview(bytes([1, 2, 3]))",
    "a user's list": "from collections import UserList\ndef f(): return UserList([1, 2, 3])",
    "a class with __iter__": """
class C:
    def __iter__(self): return iter([1, 2, 3])
def f(): return C()""",
    "a class that yields": """
class C:
    def __iter__(self):
        yield 1
        yield 2
        yield 3
    def __len__(self): return 3
    def __contains__(self, x): return x in (1, 2, 3)
def f(): return C()""",
    "an iterator": """
class C:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
def f(): return C()""",
    "a class with __getitem__": """
class C:
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
    def __eq__(self, o): return list(self) == list(o)
def f(): return C()""",
    "a Sequence": """
from collections.abc import Sequence
class C(Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
def f(): return C()""",
    "another list": """
class C(list):
    def total(self): return sum(self)
def f(): return C([1, 2, 3])""",
    "wrong ones": """
class C:
    def __iter__(self): return iter([1, 2, 4])
    def __eq__(self, o): return list(self) == list(o)
def f(): return C()""",
    "a ChainMap": "from collections import ChainMap\n"
    "def f(): return ChainMap({1: 1, 2: 2}, {3: 3})",
}
ASKED = """
assert list(f()) == [1, 2, 3]
assert sorted(f()) == [1, 2, 3]
assert sum(f()) == 6
assert 2 in f()
assert len(f()) == 3
assert f()[0] == 1 and f()[2] == 3
assert f() == [1, 2, 3]
assert all(a == b for a, b in zip(f(), [1, 2, 3]))
a, b, c = f(); assert c == 3
assert max(f()) == 3 and min(f()) == 1
assert {*f()} == {1, 2, 3}
assert 7 not in f() and f() != [1, 2]
assert isinstance(f(), list)
x = f(); assert x; assert list(x) == [1, 2, 3]
import numpy as np; assert np.allclose(f(), [1, 2, 3])
""".strip().splitlines()


@pytest.mark.parametrize("kind", GIVING)
def test_another_iterable_than_a_list_is_graded_as_in_one_process(both, kind):
    ours, plain = both("def f(): return [1, 2, 3]", GIVING[kind], ASKED)
    assert dict(zip(ASKED, ours, strict=True)) == dict(zip(ASKED, plain, strict=True))
    assert 2.0 in ours
    assert kind != "wrong ones" or ours[0] == 0.0


LINES = {
    "an open file": "def rows(name): return open(name)",
    "a reader": "import csv\ndef rows(name): return csv.reader(open(name))",
    "matches": "import re\ndef rows(name): return re.finditer(r'(\\d+),(\\d+)', open(name).read())",
}
OF_LINES = {
    "an open file": "assert [line.strip() for line in rows('t.csv')] == ['1,2', '3,4']",
    "a reader": "assert [row[1] for row in rows('t.csv')] == ['2', '4']",
    "matches": "assert [found.group(2) for found in rows('t.csv')] == ['2', '4']",
}


@pytest.mark.parametrize("kind", LINES)
def test_what_reads_a_file_is_graded_as_in_one_process(both, kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written = "with open('t.csv', 'w') as file:\n    print('1,2\\n3,4', file=file)\n"
    as_list = LINES[kind].replace("return ", "return list(") + ")"
    ours, plain = both(written + as_list, written + LINES[kind], [OF_LINES[kind]])
    assert ours == plain == [2.0]
    wrong = written.replace("3,4", "3,5") + LINES[kind]
    ours, plain = both(written + as_list, wrong, [OF_LINES[kind]])
    assert ours == plain == [0.0]


DICT = "def f(): return {'a': 1, 'b': 2}"
DICTS = {
    "a user's dict": "from collections import UserDict\ndef f(): return UserDict(a=1, b=2)",
    "a read-only one": "from types import MappingProxyType\n"
    "def f(): return MappingProxyType({'a': 1, 'b': 2})",
    "one's own": """
class D:
    def __init__(self): self.held = {'a': 1, 'b': 2}
    def __getitem__(self, key): return self.held[key]
    def __iter__(self): return iter(self.held)
    def keys(self): return self.held.keys()
    def items(self): return self.held.items()
    def get(self, key): return self.held.get(key)
    def __len__(self): return 2
    def __eq__(self, other): return self.held == other
    def __contains__(self, key): return key in self.held
def f(): return D()""",
}
OF_DICTS = """
assert f()['a'] == 1 and f()['b'] == 2
assert f() == {'a': 1, 'b': 2}
assert dict(f()) == {'a': 1, 'b': 2}
assert sorted(f()) == ['a', 'b']
assert 'a' in f() and 'z' not in f()
assert list(f().items()) == [('a', 1), ('b', 2)]
assert len(f()) == 2 and f().get('a') == 1
""".strip().splitlines()


@pytest.mark.parametrize("kind", DICTS)
def test_another_mapping_than_a_dict_is_graded_as_in_one_process(both, kind):
    ours, plain = both(DICT, DICTS[kind], OF_DICTS)
    assert ours == plain == [2.0] * len(OF_DICTS)
    ours, plain = both(DICT, DICTS[kind].replace("2", "3"), OF_DICTS)
    assert ours == plain


TEXTS = {
    "a user's string": "from collections import UserString\nx = UserString('abc')",
    "one's own": """
class Text:
    def __str__(self): return 'abc'
    def __eq__(self, other): return 'abc' == other
    def __len__(self): return 3
    def __getitem__(self, n): return 'abc'[n]
    def upper(self): return 'ABC'
x = Text()""",
    "a kind of text": "class Text(str):\n    def shout(self): return self + '!'\nx = Text('abc')",
    "an enum": "from enum import StrEnum\nclass E(StrEnum):\n    A = 'abc'\nx = E.A",
}
OF_TEXTS = """
assert x == 'abc' and x != 'abd'
assert str(x) == 'abc' and f'{x}' == 'abc'
assert x.upper() == 'ABC' and len(x) == 3 and x[0] == 'a'
assert isinstance(x, str)
""".strip().splitlines()


@pytest.mark.parametrize("kind", TEXTS)
def test_another_text_than_a_string_is_graded_as_in_one_process(both, kind):
    ours, plain = both("x = 'abc'", TEXTS[kind], OF_TEXTS)
    assert ours == plain
    assert ours[:3] == [2.0] * 3
    ours, plain = both("x = 'abc'", TEXTS[kind].replace("abc", "abd"), OF_TEXTS)
    assert ours == plain
    assert ours[:2] == [0.0] * 2
