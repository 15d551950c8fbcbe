"""Makes a certificate authority and, signed by it, a certificate for this machine's servers.

Usage: certificates.py FOLDER HOST ...     (needs the PyPI package `cryptography`)

Writes ca.pem, server.pem and server.key. They are good for a day.
"""

import datetime
import ipaddress
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
AUTHORITY = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mcp-chat interop CA")])
SERVER = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mcp-chat interop")])


def certificate(subject, key, signer, extensions):
    """Returns a certificate for `key`, signed by the authority."""
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(AUTHORITY)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signer, hashes.SHA256())


def name(host):
    """Returns a host's name, or its address, as it stands in a certificate."""
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def main(folder, hosts):
    authority, server = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    is_authority = [(x509.BasicConstraints(ca=True, path_length=0), True)]
    is_server = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectAlternativeName([name(host) for host in hosts]), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]
    pem = serialization.Encoding.PEM
    for file, subject, key, extensions in (
        ("ca.pem", AUTHORITY, authority, is_authority),
        ("server.pem", SERVER, server, is_server),
    ):
        made = certificate(subject, key, authority, extensions)
        (folder / file).write_bytes(made.public_bytes(pem))
    secret = server.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.key").write_bytes(secret)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
