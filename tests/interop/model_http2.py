"""HTTP/2 and compression, by a TLS server of Node.js with a certificate authority of its own."""

import json
import pathlib
import ssl
import subprocess
import urllib.request

from conversation import Conversation
from program import Person, home
from relay import Relay
from servers import free_port, server
from tools import HERE

LIMIT = 30
HOST = "localhost"
FIRST = "Primera parte — ñandú"
WHOLE = f"{FIRST}, y el resultado: 5.\n"
CALL = '🔧 add {"a":2,"b":3} ✓ T\n'
REFUSED = (
    "❌ No se pudo conectar con la API del modelo en {}/v1\n"
    "   Causa: falló la conexión segura (TLS): invalid peer certificate: UnknownIssuer\n"
    "   Qué hacer: comprueba la dirección (OPENAI_BASE_URL o --base-url). Si el servidor usa una "
    "autoridad de certificación propia, pon la ruta de su certificado en SSL_CERT_FILE\n"
)


def http2(score, binary, installed, mcp_url):
    """Tries a model behind TLS, HTTP/2 and gzip, with and without trust in its certificate."""
    with home() as place:
        authority = pathlib.Path(place) / "ca.pem"
        make = [installed["python"], HERE / "certificates.py", place, HOST, "openrouter.ai"]
        subprocess.run(make, check=True, timeout=LIMIT, stdin=subprocess.DEVNULL)
        port = free_port()
        base_url = f"https://{HOST}:{port}"
        with (
            server("http2_model.mjs", ["node", HERE / "http2_model.mjs", port, place], port),
            Relay(port) as relay,
        ):
            place = ("http2", score, binary, place)
            settings = {"MCP_SERVER_URL": mcp_url, "OPENAI_BASE_URL": f"{base_url}/v1"}
            stranger = Person(*place, **settings)
            person = Person(*place, SSL_CERT_FILE=str(authority), **settings)
            # Nothing but the key, and the way out of this network.
            router = Person(
                *place,
                MCP_SERVER_URL=mcp_url,
                MODEL_PROVIDER="openrouter",
                OPENROUTER_API_KEY="sk-interop",
                HTTPS_PROXY=relay.url,
                SSL_CERT_FILE=str(authority),
            )

            def streams_by(person, path):
                return lambda: streams(person, path, base_url, authority)

            refused = REFUSED.format(base_url)
            stranger.tries("an unknown authority", ["-p", "hola"], 5, "", stderr=refused)
            person.check("a compressed stream", streams_by(person, "/v1"))
            router.check("OpenRouter's own address by a proxy", streams_by(router, "/api/v1"))


def streams(person, path, base_url, authority):
    """The first delta is shown while the server still holds the second one back."""
    trust = ssl.create_default_context(cafile=authority)

    def control(what):
        with urllib.request.urlopen(f"{base_url}/{what}", timeout=LIMIT, context=trust) as answer:
            return answer.read()

    with Conversation(person, "--yes") as chat:
        run = chat.say("¿Cuánto es 2 + 3?", lambda run: run.stdout == FIRST)
        run.expect(None, FIRST, stderr=CALL)
        control("release")
        chat.leave().expect(0, WHOLE, stderr=CALL)
    asked = {"asked": f"POST {path}/chat/completions", "version": "2.0", "accepts": "gzip"}
    first, second = json.loads(control("seen"))
    # Both rounds over one connection.
    assert first == second == {**asked, "connection": first["connection"]}, (first, second)
