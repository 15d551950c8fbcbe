//! What is said when the model API fails.

use super::sentences;

sentences! {
    /// What failed: no connection.
    model_unreachable(url) {
        es: "No se pudo conectar con la API del modelo en {url}",
        en: "Could not connect to the model API at {url}",
    }
    /// What failed: the request.
    model_failed(model) {
        es: "El modelo {model} no pudo responder",
        en: "The model {model} could not answer",
    }
    /// What failed: something else answers there.
    model_not_an_api(url) {
        es: "Lo que hay en {url} no responde como una API de modelos",
        en: "What is at {url} does not answer like a model API",
    }
    /// Cause: the key cannot be sent.
    model_bad_key(variable) {
        es: "la clave de {variable} contiene caracteres que ninguna clave tiene",
        en: "the key in {variable} holds characters that no key has",
    }
    /// Cause: connecting took too long.
    model_connect_timeout(seconds) {
        es: "la conexión no se abrió en {seconds} s",
        en: "the connection did not open within {seconds} s",
    }
    /// Cause: silence.
    model_idle(seconds) {
        es: "no llegó ningún dato en {seconds} s",
        en: "no data arrived for {seconds} s",
    }
    /// Cause: the connection broke.
    model_lost(cause) {
        es: "la conexión se cortó: {cause}",
        en: "the connection broke: {cause}",
    }
    /// Cause: the stream ended without an end.
    model_ended_early() {
        es: "la respuesta se interrumpió antes de terminar",
        en: "the answer ended before it was complete",
    }
    /// Cause: a success that is no answer.
    model_not_an_answer(status, content_type, extract) {
        es: "respondió {status} ({content_type}): {extract}",
        en: "it answered {status} ({content_type}): {extract}",
    }
    /// Stands for a content type that is not there.
    model_no_content_type() { es: "sin tipo de contenido", en: "no content type" }
    /// Stands for a body that is not there.
    model_no_content() { es: "sin contenido", en: "no content" }
    /// Cause: a redirect that is not followed.
    model_redirected(to) {
        es: "el servidor redirige a {to}, y a otro origen no se le envía la clave",
        en: "the server redirects to {to}, and the key is not sent to another origin",
    }
    /// Cause: an answer of nothing.
    model_empty() {
        es: "el modelo terminó sin decir nada",
        en: "the model ended without saying anything",
    }
    /// Cause: the model is being loaded.
    model_loading(said) {
        es: "el servidor todavía carga el modelo: {said}",
        en: "the server is still loading the model: {said}",
    }
    /// Cause: an event that is no JSON.
    model_malformed(extract) {
        es: "llegó un dato que no es JSON: {extract}",
        en: "data arrived that is not JSON: {extract}",
    }
    /// Cause: too large.
    model_too_large(mebibytes) {
        es: "la respuesta supera los {mebibytes} MiB",
        en: "the answer is larger than {mebibytes} MiB",
    }
    /// Advice: a key that cannot be sent.
    model_advice_copy_key(variable) {
        es: "copia otra vez la clave en {variable}, sin comillas ni saltos de línea",
        en: "copy the key into {variable} again, without quotes or line breaks",
    }
    /// Advice: a wrong key.
    model_advice_key(variable) {
        es: "comprueba la clave que está en {variable}",
        en: "check the key in {variable}",
    }
    /// Advice: no key.
    model_advice_no_key(variable) {
        es: "pon tu clave en {variable}, en el entorno o en un archivo .env",
        en: "put your key into {variable}, in the environment or in a .env file",
    }
    /// Advice: the network or the address.
    model_advice_network(variable) {
        es: "comprueba la red, que el servidor esté en marcha y la dirección ({variable} o --base-url)",
        en: "check the network, that the server is running, and the address ({variable} or --base-url)",
    }
    /// Advice: a server whose certificate is not trusted.
    model_advice_tls(variable) {
        es: "comprueba la dirección ({variable} o --base-url). Si el servidor usa una autoridad de certificación propia, pon la ruta de su certificado en SSL_CERT_FILE",
        en: "check the address ({variable} or --base-url). If the server uses a certificate authority of its own, put the path of its certificate into SSL_CERT_FILE",
    }
    /// Advice: the address.
    model_advice_base_url(variable) {
        es: "comprueba la dirección ({variable} o --base-url): suele terminar en /v1",
        en: "check the address ({variable} or --base-url): it usually ends in /v1",
    }
    /// Advice: a redirect.
    model_advice_redirected(variable) {
        es: "si confías en esa dirección, ponla en {variable} o --base-url",
        en: "if you trust that address, put it into {variable} or --base-url",
    }
    /// Advice: silence.
    model_advice_idle() {
        es: "repite la pregunta, o sube el límite con --model-timeout o MCP_CHAT_MODEL_TIMEOUT",
        en: "ask again, or raise the limit with --model-timeout or MCP_CHAT_MODEL_TIMEOUT",
    }
    /// Advice: something that passes.
    model_advice_again() {
        es: "repite la pregunta. Si vuelve a pasar, el fallo está en el servidor del modelo",
        en: "ask again. If it happens again, the fault is with the model's server",
    }
    /// Advice: something that passes at a known time.
    model_advice_wait(wait) {
        es: "espera {wait} y repite la pregunta",
        en: "wait {wait} and ask again",
    }
    /// Advice: a limit that begins anew at a known time.
    model_advice_wait_until(wait, clock) {
        es: "el límite se repone en {wait} (a las {clock} UTC): espera, o elige otro modelo (/modelo, MODEL_NAME o --model)",
        en: "the limit is reset in {wait} (at {clock} UTC): wait, or choose another model (/model, MODEL_NAME or --model)",
    }
    /// Advice: the limit of a free model.
    model_advice_free_limit(wait, clock) {
        es: "el límite de los modelos gratuitos se repone en {wait} (a las {clock} UTC): espera, o usa el modelo sin «:free»",
        en: "the limit of free models is reset in {wait} (at {clock} UTC): wait, or use the model without \":free\"",
    }
    /// Advice: too many requests.
    model_advice_slower() {
        es: "espera un momento y repite la pregunta",
        en: "wait a moment and ask again",
    }
    /// Advice: a spent account.
    model_advice_quota(provider, variable) {
        es: "revisa el saldo y los límites de tu cuenta ({provider}), o usa otra clave en {variable}",
        en: "check the credit and limits of your account ({provider}), or use another key in {variable}",
    }
    /// Advice: a spent account of OpenAI.
    model_advice_quota_openai(variable) {
        es: "revisa el saldo y los límites en https://platform.openai.com/settings/organization/billing, o usa otra clave en {variable}",
        en: "check credit and limits at https://platform.openai.com/settings/organization/billing, or use another key in {variable}",
    }
    /// Advice: a spent account of OpenRouter.
    model_advice_quota_openrouter(base_url, variable) {
        es: "añade saldo en https://openrouter.ai/settings/credits (lo que le queda a la clave es limit_remaining en {base_url}/key), o usa otra clave en {variable}",
        en: "add credits at https://openrouter.ai/settings/credits (what the key has left is limit_remaining at {base_url}/key), or use another key in {variable}",
    }
    /// Advice: no such model.
    model_advice_model() {
        es: "comprueba el nombre del modelo (/modelo, MODEL_NAME o --model) y que tu cuenta pueda usarlo",
        en: "check the model's name (/model, MODEL_NAME or --model) and that your account may use it",
    }
    /// Advice: models that stand in.
    model_advice_fallback(models) {
        es: "elige otro modelo (/modelo, MODEL_NAME o --model); el servidor propone: {models}",
        en: "choose another model (/model, MODEL_NAME or --model); the server suggests: {models}",
    }
    /// Advice: a name that is like others.
    model_advice_nearest(models) {
        es: "comprueba el nombre del modelo (/modelo, MODEL_NAME o --model); los más parecidos que hay: {models}",
        en: "check the model's name (/model, MODEL_NAME or --model); the most alike that are there: {models}",
    }
    /// Advice: a model that Ollama has to download.
    model_advice_pull(model) {
        es: "descárgalo con «ollama pull {model}», o elige otro modelo (/modelo, MODEL_NAME o --model)",
        en: "download it with \"ollama pull {model}\", or choose another model (/model, MODEL_NAME or --model)",
    }
    /// Advice: a model that Ollama has to download, and those it has.
    model_advice_pull_or(model, models) {
        es: "descárgalo con «ollama pull {model}», o elige otro modelo (/modelo, MODEL_NAME o --model); los más parecidos que hay: {models}",
        en: "download it with \"ollama pull {model}\", or choose another model (/model, MODEL_NAME or --model); the most alike that are there: {models}",
    }
    /// Advice: too long.
    model_advice_clear() {
        es: "empieza de nuevo con /limpiar, o pregunta por menos datos a la vez",
        en: "start afresh with /clear, or ask for less at a time",
    }
    /// Advice: too long, with both numbers of tokens.
    model_advice_clear_both(asked, window) {
        es: "la conversación necesita {asked} tokens y en el modelo caben {window}: empieza de nuevo con /limpiar, o pregunta por menos datos a la vez",
        en: "the conversation needs {asked} tokens and the model has room for {window}: start afresh with /clear, or ask for less at a time",
    }
    /// Advice: too long, with the room that there is.
    model_advice_clear_window(window) {
        es: "en el modelo caben {window} tokens: empieza de nuevo con /limpiar, o pregunta por menos datos a la vez",
        en: "the model has room for {window} tokens: start afresh with /clear, or ask for less at a time",
    }
    /// Advice: nothing came back.
    model_advice_empty() {
        es: "repite la pregunta; si la conversación es muy larga, empieza de nuevo con /limpiar",
        en: "ask again; if the conversation is very long, start afresh with /clear",
    }
    /// Advice: blocked.
    model_advice_moderation() {
        es: "el proveedor bloqueó el texto: dilo de otra manera, o empieza de nuevo con /limpiar",
        en: "the provider blocked the text: say it another way, or start afresh with /clear",
    }
    /// Advice: blocked, and what.
    model_advice_flagged(text) {
        es: "el proveedor bloqueó este texto: «{text}». Dilo de otra manera, o empieza de nuevo con /limpiar",
        en: "the provider blocked this text: \"{text}\". Say it another way, or start afresh with /clear",
    }
    /// Advice: not allowed.
    model_advice_forbidden() {
        es: "tu cuenta o tu país no lo permiten: revisa la cuenta o elige otro modelo",
        en: "your account or country does not allow it: check the account or choose another model",
    }
    /// Advice: no tools.
    model_advice_no_tools() {
        es: "elige un modelo que use herramientas (/modelo, MODEL_NAME o --model)",
        en: "choose a model that uses tools (/model, MODEL_NAME or --model)",
    }
    /// Advice: a server that was started without tools.
    model_advice_tools_disabled() {
        es: "arranca el servidor del modelo con herramientas: --jinja en llama.cpp, --enable-auto-tool-choice en vLLM",
        en: "start the model's server with tools: --jinja in llama.cpp, --enable-auto-tool-choice in vLLM",
    }
    /// Advice: a model that this API cannot give tools to.
    model_advice_other_api() {
        es: "ese modelo no usa herramientas por esta API (Chat Completions): elige otro con /modelo o --model, o úsalo por OpenRouter",
        en: "that model cannot use tools over this API (Chat Completions): choose another with /model or --model, or use it through OpenRouter",
    }
    /// Advice: still loading.
    model_advice_loading() {
        es: "espera a que termine de cargar y repite la pregunta",
        en: "wait until it is loaded and ask again",
    }
    /// Advice: refused for another reason.
    model_advice_rejected() {
        es: "el servidor no acepta la petición: la causa dice por qué. Prueba otro modelo (MODEL_NAME o --model) o /limpiar",
        en: "the server does not accept the request: the cause says why. Try another model (MODEL_NAME or --model) or /clear",
    }
}
