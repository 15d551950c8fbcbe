//! What is said about connections.

use super::sentences;

sentences! {
    /// Nothing listens.
    fault_refused() { es: "conexión rechazada: nadie escucha en esa dirección", en: "connection refused: nobody listens at that address" }
    /// No such host.
    fault_dns() { es: "no se encuentra ese nombre de servidor", en: "that host name cannot be found" }
    /// Too slow.
    fault_timeout(seconds) { es: "no respondió en {seconds} s", en: "it did not answer within {seconds} s" }
    /// Closed by the other side.
    fault_reset() { es: "el otro lado cerró la conexión", en: "the other side closed the connection" }
    /// TLS.
    fault_tls(detail) { es: "falló la conexión segura (TLS): {detail}", en: "the secure connection (TLS) failed: {detail}" }
}
