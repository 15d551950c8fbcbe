//! What is said about the MCP server.

use super::sentences;

sentences! {
    /// The connection failed.
    mcp_cannot_connect(url) {
        es: "No se pudo conectar con el servidor MCP en {url}",
        en: "Could not connect to the MCP server at {url}",
    }
    /// The stream ran without an endpoint.
    mcp_no_endpoint(seconds) {
        es: "el flujo se abrió, pero el evento «endpoint» no llegó en {seconds} s",
        en: "the stream opened, but no \"endpoint\" event came within {seconds} s",
    }
    /// The stream ended without an endpoint.
    mcp_no_endpoint_end() {
        es: "el flujo terminó sin enviar el evento «endpoint»",
        en: "the stream ended without an \"endpoint\" event",
    }
    /// What to do without an endpoint.
    mcp_no_endpoint_advice() {
        es: "comprueba que la URL sea la del flujo SSE de un servidor MCP (suele terminar en /sse)",
        en: "check that the URL is that of an MCP server's SSE stream (it usually ends in /sse)",
    }
    /// An endpoint elsewhere.
    mcp_foreign_endpoint(endpoint) {
        es: "el servidor pide enviar los mensajes a otro origen o a algo que no es una URL: «{endpoint}»",
        en: "the server wants messages sent to another origin or to something that is no URL: \"{endpoint}\"",
    }
    /// What to do about it.
    mcp_foreign_endpoint_advice() {
        es: "usa en --server el mismo nombre y puerto con que el servidor se anuncia, o corrige su configuración (nombre público, proxy)",
        en: "use in --server the name and port by which the server announces itself, or correct its configuration (public name, proxy)",
    }
    /// Version mismatch.
    mcp_version(version) {
        es: "El servidor MCP pide la versión «{version}» del protocolo",
        en: "The MCP server wants protocol version \"{version}\"",
    }
    /// What is supported.
    mcp_version_cause(oldest, newest) {
        es: "este programa habla las versiones de {oldest} a {newest}",
        en: "this program speaks versions {oldest} to {newest}",
    }
    /// What to do.
    mcp_version_advice() {
        es: "actualiza mcp-chat, o usa un servidor que acepte una de esas versiones",
        en: "update mcp-chat, or use a server that accepts one of those versions",
    }
    /// A request failed.
    mcp_request_failed(method) { es: "Falló la petición {method} al servidor MCP", en: "The request {method} to the MCP server failed" }
    /// An HTTP refusal.
    mcp_refused(status, body) { es: "respondió HTTP {status}: {body}", en: "it answered HTTP {status}: {body}" }
    /// The session was forgotten.
    mcp_session_gone_advice() {
        es: "el servidor olvidó esta sesión; se abre otra: repite la petición",
        en: "the server forgot this session; a new one is being opened: repeat the request",
    }
    /// Not authorised.
    mcp_unauthorized_advice() {
        es: "comprueba la credencial: MCP_SERVER_TOKEN, o --header 'Authorization: Bearer …'",
        en: "check the credential: MCP_SERVER_TOKEN, or --header 'Authorization: Bearer …'",
    }
    /// Wrong path.
    mcp_wrong_path_advice() {
        es: "comprueba la ruta de la URL: un servidor detrás de un prefijo puede anunciar un «endpoint» sin él",
        en: "check the path of the URL: a server behind a prefix may announce an \"endpoint\" without it",
    }
    /// The server's fault.
    mcp_server_fault_advice() {
        es: "mira el registro del servidor y vuelve a intentarlo",
        en: "look at the server's log and try again",
    }
    /// No connection.
    mcp_disconnected() { es: "no hay conexión con el servidor", en: "there is no connection to the server" }
    /// No connection, and why.
    mcp_disconnected_because(cause) { es: "no hay conexión con el servidor: {cause}", en: "there is no connection to the server: {cause}" }
    /// What to do.
    mcp_disconnected_advice() {
        es: "comprueba que el servidor esté en marcha; mcp-chat vuelve a conectar con la próxima petición",
        en: "check that the server is running; mcp-chat connects again with the next request",
    }
    /// Outcome unknown.
    mcp_outcome_unknown(method) {
        es: "Resultado desconocido: la conexión se perdió después de enviar {method}",
        en: "Outcome unknown: the connection was lost after {method} was sent",
    }
    /// Why.
    mcp_outcome_unknown_cause(loss) {
        es: "{loss}; puede que se haya ejecutado, por eso no se repite por su cuenta",
        en: "{loss}; it may have been executed, so it is not repeated on its own",
    }
    /// The server ended the stream.
    mcp_loss_ended() { es: "el servidor cerró el flujo de eventos", en: "the server closed the event stream" }
    /// The message's own exchange broke off.
    mcp_loss_post(fault) { es: "el envío se cortó: {fault}", en: "the sending broke off: {fault}" }
    /// The session is unknown to the server.
    mcp_loss_forgotten() { es: "el servidor olvidó la sesión o dejó de aceptar mensajes", en: "the server forgot the session or stopped taking messages" }
    /// A silent stream.
    mcp_loss_silent() { es: "el flujo de eventos quedó mudo", en: "the event stream fell silent" }
    /// What to do about an answer that is too large.
    mcp_too_large_advice() {
        es: "pide menos datos de una vez (un filtro, un límite, una página)",
        en: "ask for less at once (a filter, a limit, a page)",
    }
    /// What to do.
    mcp_outcome_unknown_advice() {
        es: "comprueba el estado (por ejemplo, con una consulta) antes de repetirla",
        en: "check the state (with a query, for example) before repeating it",
    }
    /// Idle limit.
    mcp_timeout_idle(seconds) {
        es: "no llegó respuesta ni progreso en {seconds} s; puede que se haya ejecutado",
        en: "neither an answer nor progress came within {seconds} s; it may have been executed",
    }
    /// Cap.
    mcp_timeout_cap(seconds) {
        es: "duró más de {seconds} s, el máximo para una llamada; puede que se haya ejecutado",
        en: "it took longer than {seconds} s, the most for one call; it may have been executed",
    }
    /// What to do about the idle limit.
    mcp_timeout_advice() {
        es: "sube el límite con --tool-timeout o MCP_CHAT_TOOL_TIMEOUT",
        en: "raise the limit with --tool-timeout or MCP_CHAT_TOOL_TIMEOUT",
    }
    /// What to do about the cap.
    mcp_timeout_cap_advice() {
        es: "divide el trabajo en llamadas más cortas",
        en: "divide the work into shorter calls",
    }
    /// JSON-RPC error.
    mcp_rpc(code, message) { es: "el servidor respondió con el error {code}: {message}", en: "the server answered with error {code}: {message}" }
    /// What to do.
    mcp_rpc_advice() {
        es: "revisa los argumentos; «mcp-chat tools NOMBRE» muestra los que acepta",
        en: "check the arguments; \"mcp-chat tools NAME\" shows what it takes",
    }
    /// Closed.
    mcp_closed() { es: "El cliente MCP está cerrado", en: "The MCP client is closed" }
    /// Why.
    mcp_closed_cause() { es: "el programa está terminando", en: "the program is ending" }
    /// What to do.
    mcp_closed_advice() { es: "vuelve a iniciarlo", en: "start it again" }

    /// Advice: cannot connect.
    sse_connect_advice() {
        es: "comprueba que el servidor esté en marcha y la dirección (MCP_SERVER_URL, --server); para probar sin servidor: mcp-chat --demo",
        en: "check that the server is running and the address (MCP_SERVER_URL, --server); to try without a server: mcp-chat --demo",
    }
    /// Stream error: status.
    sse_status(status, body) { es: "respondió HTTP {status}: {body}", en: "it answered HTTP {status}: {body}" }
    /// Stream error: a web page.
    sse_not_a_stream(kind, body) {
        es: "respondió con «{kind}» y no con un flujo de eventos: {body}",
        en: "it answered with \"{kind}\" and not with an event stream: {body}",
    }
    /// Advice: a web page.
    sse_not_a_stream_advice() {
        es: "la URL parece la de una página web: usa la del flujo SSE (suele terminar en /sse)",
        en: "the URL looks like that of a web page: use that of the SSE stream (it usually ends in /sse)",
    }
    /// Stream error: too slow.
    sse_timeout(seconds) { es: "no respondió en {seconds} s", en: "it did not answer within {seconds} s" }
    /// Stream error: a redirect elsewhere.
    sse_redirect(target) {
        es: "redirige a otro origen ({target}), y ahí no se envían credenciales",
        en: "it redirects to another origin ({target}), and credentials are not sent there",
    }
    /// Advice: a redirect elsewhere.
    sse_redirect_advice() { es: "si es el servidor correcto, pon esa dirección en --server", en: "if that is the right server, put that address into --server" }
    /// Stream error: broken off.
    sse_broken(reason) { es: "el flujo se cortó: {reason}", en: "the stream broke off: {reason}" }
    /// Stream error: too large.
    sse_too_large(mebibytes) { es: "un evento pasa de {mebibytes} MiB", en: "an event exceeds {mebibytes} MiB" }
    /// Stream error: undecodable.
    sse_undecodable() { es: "el flujo no se pudo descifrar", en: "the stream could not be decoded" }
}
