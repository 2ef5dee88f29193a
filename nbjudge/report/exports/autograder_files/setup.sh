#!/usr/bin/env bash
# Builds what grades $assignment. Gradescope runs this once, as root, with a network.
set -euo pipefail
here="$$(cd "$$(dirname "$${BASH_SOURCE[0]}")/.." && pwd)"

apt-get update
apt-get install -y --no-install-recommends python3-venv
# Gradescope's images may have an older Python than nbjudge needs; uv brings the right one.
python3 -m venv "$$here/uv"
"$$here/uv/bin/pip" install -q uv
"$$here/uv/bin/uv" venv --python $python "$$here/environment"
"$$here/uv/bin/uv" pip install -q --python "$$here/environment/bin/python" -r "$$here/source/requirements.txt"
