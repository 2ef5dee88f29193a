"""Certificates of a cluster's own: whoever holds them belongs to it, and nobody else does.

One key and one certificate serve scheduler, workers and nbjudge alike, as Dask's own temporary ones
do; nothing outside the cluster trusts them.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nbjudge.errors import GraderError

CERTIFICATE, KEY = "certificate.pem", "key.pem"
VALID = timedelta(days=365)
NAME = "nbjudge cluster"
MISSING = "certificates need the package cryptography: pip install 'nbjudge[cluster]'"


def write_certificates(folder: Path) -> None:
    """Make a key and its certificate. Raises GraderError where there are some already."""
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError:
        raise GraderError(MISSING) from None
    there = [name for name in (CERTIFICATE, KEY) if (folder / name).exists()]
    if there:
        raise GraderError(
            f"{folder} holds {' and '.join(there)}; a cluster that uses them would come to a stop. "
            "Choose another folder, or remove them"
        )
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of other machines
        .not_valid_after(now + VALID)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / KEY, secret, 0o600)
    _write(folder / CERTIFICATE, certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def security_of(distributed: Any, folder: Path) -> Any:
    """What Dask's client needs to speak as one of the cluster. Raises GraderError without them."""
    certificate, key = (str(folder / name) for name in (CERTIFICATE, KEY))
    for path in (certificate, key):
        if not os.access(path, os.R_OK):
            raise GraderError(
                f"{path} cannot be read; make certificates by: nbjudge certificates {folder}"
            )
    return distributed.Security(
        require_encryption=True,
        tls_ca_file=certificate,
        tls_client_cert=certificate,
        tls_client_key=key,
    )


def _write(path: Path, data: bytes, mode: int) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
