"""Where a cluster is, and whether others could read along."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Address:
    """Where a scheduler answers, and the folder with the cluster's ``certificates``."""

    url: str
    certificates: str | None = None

    @property
    def is_private(self) -> bool:
        """Whether nobody else can read along or join in: TLS, or a scheduler of this machine."""
        parts = urlsplit(self.url if "://" in self.url else f"tcp://{self.url}")
        if parts.scheme == "tls":
            return True
        try:
            return ip_address(parts.hostname or "").is_loopback
        except ValueError:
            return parts.hostname == "localhost"
