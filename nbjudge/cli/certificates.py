"""``nbjudge certificates``: what the machines of a cluster know each other by."""

from pathlib import Path

import click

from nbjudge.cli.terminal import ending_with_a_message

NEXT = """\
Written: {certificate} and {key}, valid for a year. Whoever holds the key belongs to the
cluster: copy the folder to each of its machines, and to nobody else. Then:

  dask scheduler --protocol tls {options}
  dask worker tls://SCHEDULER:8786 --nthreads 1 {options}
  nbjudge autograde ASSIGNMENT --scheduler tls://SCHEDULER:8786 --certificates {folder}"""


@click.command("certificates")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def certificates_command(folder: Path) -> None:
    """Write a key and a certificate into FOLDER, for the machines of a Dask cluster.

    Ends with status 3 if there are some already.

    Example: nbjudge certificates cluster
    """
    from nbjudge.batch.certificates import CERTIFICATE, KEY, write_certificates

    with ending_with_a_message(OSError):
        write_certificates(folder)
    certificate, key = folder / CERTIFICATE, folder / KEY
    options = f"--tls-ca-file {certificate} --tls-cert {certificate} --tls-key {key}"
    click.echo(NEXT.format(certificate=certificate, key=key, folder=folder, options=options))
