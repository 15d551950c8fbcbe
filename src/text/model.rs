//! What is said when the model API fails.

use super::sentences;

sentences! {
    /// What failed: no connection.
    model_unreachable(url) {
        es: "No se pudo conectar con la API del modelo en {url}.",
        en: "Could not connect to the model API at {url}.",
    }
    /// What failed: the request.
    model_failed(model) {
        es: "El modelo {model} no pudo responder.",
        en: "The model {model} could not answer.",
    }
    /// What failed: something else answers there.
    model_not_an_api(url) {
        es: "Lo que hay en {url} no responde como una API de modelos.",
        en: "What is at {url} does not answer like a model API.",
    }
    /// Cause: the key cannot be sent.
    model_bad_key(variable) {
        es: "La clave de {variable} contiene caracteres que ninguna clave tiene.",
        en: "The key in {variable} holds characters that no key has.",
    }
    /// Cause: connecting took too long.
    model_connect_timeout(seconds) {
        es: "La conexión no se abrió en {seconds} s.",
        en: "The connection did not open within {seconds} s.",
    }
    /// Cause: silence.
    model_idle(seconds) {
        es: "No llegó ningún dato en {seconds} s.",
        en: "No data arrived for {seconds} s.",
    }
    /// Cause: the connection broke.
    model_lost(cause) {
        es: "La conexión se cortó: {cause}",
        en: "The connection broke: {cause}",
    }
    /// Cause: the stream ended without an end.
    model_ended_early() {
        es: "La respuesta se interrumpió antes de terminar.",
        en: "The answer ended before it was complete.",
    }
    /// Cause: a success that is no answer.
    model_not_an_answer(status, content_type, extract) {
        es: "Respondió {status} ({content_type}): {extract}",
        en: "It answered {status} ({content_type}): {extract}",
    }
    /// Stands for a content type that is not there.
    model_no_content_type() { es: "sin tipo de contenido", en: "no content type" }
    /// Stands for a body that is not there.
    model_no_content() { es: "sin contenido", en: "no content" }
    /// Cause: a redirect that is not followed.
    model_redirected(to) {
        es: "El servidor redirige a {to}, y a otro origen no se le envía la clave.",
        en: "The server redirects to {to}, and the key is not sent to another origin.",
    }
    /// Cause: an answer of nothing.
    model_empty() {
        es: "El modelo terminó sin decir nada.",
        en: "The model ended without saying anything.",
    }
    /// Cause: an event that is no JSON.
    model_malformed(extract) {
        es: "Llegó un dato que no es JSON: {extract}",
        en: "Data arrived that is not JSON: {extract}",
    }
    /// Cause: too large.
    model_too_large(mebibytes) {
        es: "La respuesta supera los {mebibytes} MiB.",
        en: "The answer is larger than {mebibytes} MiB.",
    }
    /// Advice: a key that cannot be sent.
    model_advice_copy_key(variable) {
        es: "Copia otra vez la clave en {variable}, sin comillas ni saltos de línea.",
        en: "Copy the key into {variable} again, without quotes or line breaks.",
    }
    /// Advice: a wrong key.
    model_advice_key(variable) {
        es: "Comprueba la clave que está en {variable}.",
        en: "Check the key in {variable}.",
    }
    /// Advice: no key.
    model_advice_no_key(variable) {
        es: "Pon tu clave en {variable}, en el entorno o en un archivo .env.",
        en: "Put your key into {variable}, in the environment or in a .env file.",
    }
    /// Advice: the network or the address.
    model_advice_network(variable) {
        es: "Comprueba la red, que el servidor esté en marcha y la dirección ({variable} o --base-url).",
        en: "Check the network, that the server is running, and the address ({variable} or --base-url).",
    }
    /// Advice: the address.
    model_advice_base_url(variable) {
        es: "Comprueba la dirección ({variable} o --base-url): suele terminar en /v1.",
        en: "Check the address ({variable} or --base-url): it usually ends in /v1.",
    }
    /// Advice: a redirect.
    model_advice_redirected(variable) {
        es: "Si confías en esa dirección, ponla en {variable} o --base-url.",
        en: "If you trust that address, put it into {variable} or --base-url.",
    }
    /// Advice: silence.
    model_advice_idle() {
        es: "Repite la pregunta, o sube el límite con --model-timeout o MCP_CHAT_MODEL_TIMEOUT.",
        en: "Ask again, or raise the limit with --model-timeout or MCP_CHAT_MODEL_TIMEOUT.",
    }
    /// Advice: something that passes.
    model_advice_again() {
        es: "Repite la pregunta. Si vuelve a pasar, el fallo está en el servidor del modelo.",
        en: "Ask again. If it happens again, the fault is with the model's server.",
    }
    /// Advice: something that passes at a known time.
    model_advice_wait(wait) {
        es: "Espera {wait} y repite la pregunta.",
        en: "Wait {wait} and ask again.",
    }
    /// Advice: too many requests.
    model_advice_slower() {
        es: "Espera un momento y repite la pregunta.",
        en: "Wait a moment and ask again.",
    }
    /// Advice: a spent account.
    model_advice_quota(provider, variable) {
        es: "Revisa el saldo y los límites de tu cuenta ({provider}), o usa otra clave en {variable}.",
        en: "Check the credit and limits of your account ({provider}), or use another key in {variable}.",
    }
    /// Advice: no such model.
    model_advice_model() {
        es: "Comprueba el nombre del modelo (MODEL_NAME o --model) y que tu cuenta pueda usarlo.",
        en: "Check the model's name (MODEL_NAME or --model) and that your account may use it.",
    }
    /// Advice: models that stand in.
    model_advice_fallback(models) {
        es: "Elige otro modelo (MODEL_NAME o --model); el servidor propone: {models}",
        en: "Choose another model (MODEL_NAME or --model); the server suggests: {models}",
    }
    /// Advice: too long.
    model_advice_clear() {
        es: "Empieza de nuevo con /clear, o pregunta por menos datos a la vez.",
        en: "Start afresh with /clear, or ask for less at a time.",
    }
    /// Advice: nothing came back.
    model_advice_empty() {
        es: "Repite la pregunta; si la conversación es muy larga, empieza de nuevo con /clear.",
        en: "Ask again; if the conversation is very long, start afresh with /clear.",
    }
    /// Advice: blocked.
    model_advice_moderation() {
        es: "El proveedor bloqueó el texto: dilo de otra manera, o empieza de nuevo con /clear.",
        en: "The provider blocked the text: say it another way, or start afresh with /clear.",
    }
    /// Advice: not allowed.
    model_advice_forbidden() {
        es: "Tu cuenta o tu país no lo permiten: revisa la cuenta o elige otro modelo.",
        en: "Your account or country does not allow it: check the account or choose another model.",
    }
    /// Advice: no tools.
    model_advice_no_tools() {
        es: "Elige un modelo que use herramientas (MODEL_NAME o --model). En un servidor propio, actívalas: --jinja en llama.cpp, --enable-auto-tool-choice en vLLM.",
        en: "Choose a model that uses tools (MODEL_NAME or --model). On a server of your own turn them on: --jinja in llama.cpp, --enable-auto-tool-choice in vLLM.",
    }
    /// Advice: still loading.
    model_advice_loading() {
        es: "El servidor todavía carga el modelo: espera un momento y repite la pregunta.",
        en: "The server is still loading the model: wait a moment and ask again.",
    }
    /// Advice: refused for another reason.
    model_advice_rejected() {
        es: "El servidor no acepta la petición: la causa dice por qué. Prueba otro modelo (MODEL_NAME o --model) o /clear.",
        en: "The server does not accept the request: the cause says why. Try another model (MODEL_NAME or --model) or /clear.",
    }
}
