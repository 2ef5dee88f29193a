"""A proof as one self-contained HTML page."""

from collections.abc import Sequence

from jinja2 import Environment, StrictUndefined

from nbjudge.prove.proof import Proof
from nbjudge.prove.table import about, counts, margin

TEMPLATE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nbjudge prove: {{ proofs | map(attribute="assignment") | unique | join(", ") }}</title>
<style>
  :root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --good: #18794e;
          --odd: #946800 }
  @media (prefers-color-scheme: dark) {
    :root { --bad: #ff8a80; --good: #6fd39b; --odd: #e5b95c } }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 66rem; margin: 2rem auto;
         padding: 0 1rem }
  h1 { font-size: 1.6rem } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line) }
  ul.claims { list-style: none; padding: 0 } ul.claims > li { margin: .3rem 0 }
  .holds::before { content: "✓ "; color: var(--good) }
  .short::before { content: "✗ "; color: var(--bad) }
  .absent::before { content: "○ "; color: var(--odd) }
  .wide { overflow-x: auto }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line) }
  td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
  td.away { color: var(--bad); font-weight: bold }
  pre { margin: .3rem 0 1rem; padding: .5rem .75rem; overflow-x: auto; background: #8881 }
  .minus { color: var(--bad) } .plus { color: var(--good) }
  summary { cursor: pointer; margin: .5rem 0 }
</style>
<h1>Is it ready for release?</h1>
{% for proof in proofs %}
<h2>{{ proof.assignment }}: {{ proof.notebook }}</h2>
<p>{{ counts(proof) }}</p>
<ul class="claims">
{% for claim in proof.claims %}
  <li class="{{ {"holds": "holds", "falls short": "short", "absent": "absent"}[claim.status] }}">
  {{- claim.text }}{% if claim.faults %}
    <ul>{% for fault in claim.faults %}<li>{{ fault }}</li>{% endfor %}</ul>{% endif %}</li>
{% endfor %}
</ul>
{% if proof.tests %}
<div class="wide"><table>
<tr><th>test cell<th>runs<th class="n">ms<th class="n">margin<th class="n">mutants
<th class="n">killed<th class="n">elsewhere
<th class="n">no change<th class="n">also right<th class="n">got away</tr>
{% for test in proof.tests %}
<tr><td>{{ test.grade_id }}
<td>{{ "in the judge" if test.place == "judge" else "beside the student: " ~ test.why_beside }}
<td class="n">{{ (1000 * test.seconds) | round | int }}
<td class="n" title="{{ test.nearest }}">{{ margin(test) }}<td class="n">{{ test.made }}
<td class="n">{{ test.killed }}<td class="n">{{ test.elsewhere }}<td class="n">{{ test.equal }}
<td class="n">{{ test.free }}<td class="n {{ "away" if test.got_away }}">{{ test.got_away }}</tr>
{% endfor %}
</table></div>
<p>The margin is the relative distance of the nearest wrong answer, mutant or misconception, that
lost points in the cell: the greatest difference of any number that the tests observe.</p>
{% endif %}
{% for heading, mutants, open in [
  ("These mutants got away", proof.survivors, true),
  ("These lost points only in the tests of other cells", proof.elsewhere, false),
  ("These are right answers, too", proof.free, false),
  ("These change no value", proof.equivalent, false)] if mutants %}
<details {{ "open" if open }}><summary><b>{{ heading }}</b> ({{ mutants | length }})</summary>
{% for mutant in mutants %}
<div>{{ mutant.grade_id }} ({{ about(mutant) }})</div>
<pre>{% for line in mutant.diff.splitlines() -%}
<span class="{{ "minus" if line.startswith("-") else "plus" }}">{{ line }}</span>
{% endfor %}</pre>
{% endfor %}
</details>
{% endfor %}
{% for remark in proof.remarks %}<p>{{ remark }}</p>{% endfor %}
{% endfor %}
</html>
"""


def page(proofs: Sequence[Proof]) -> str:
    """The page of these proofs; it needs no other file."""
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    template = environment.from_string(TEMPLATE)
    return template.render(proofs=proofs, about=about, counts=counts, margin=margin)
