//! What a person is told of a failure.

use std::{sync::Arc, time::Duration};

use super::{cases::error_of, failures::api_error};
use crate::{
    config::Provider,
    error::{Exit, Explain as _, Problem},
    http::Fault,
    llm::{Class, Error, ErrorKind, Target},
    text::Lang,
};

/// Every class, and a case of the tables that is of it.
fn case_of(class: Class) -> &'static str {
    match class {
        Class::Key => "E01",
        Class::Quota => "E02",
        Class::RateLimit => "E04",
        Class::Model => "E08",
        Class::Context => "E09",
        Class::Moderation => "E25",
        Class::Forbidden => "E56",
        Class::BaseUrl => "E45",
        Class::NoTools => "E27",
        Class::ToolsDisabled => "E43",
        Class::OtherApi => "E12",
        Class::Loading => "E40",
        Class::Server => "E07",
        Class::Rejected => "E48",
    }
}

const CLASSES: [Class; 14] = [
    Class::Key,
    Class::Quota,
    Class::RateLimit,
    Class::Model,
    Class::Context,
    Class::Moderation,
    Class::Forbidden,
    Class::BaseUrl,
    Class::NoTools,
    Class::ToolsDisabled,
    Class::OtherApi,
    Class::Loading,
    Class::Server,
    Class::Rejected,
];

fn openai(model: &str) -> Target {
    target(Provider::OpenAi, Provider::OpenAi.default_base_url(), model)
}

fn openrouter(model: &str) -> Target {
    target(Provider::OpenRouter, Provider::OpenRouter.default_base_url(), model)
}

fn ollama(model: &str) -> Target {
    target(Provider::OpenAi, "http://localhost:11434/v1", model)
}

fn target(provider: Provider, base_url: &str, model: &str) -> Target {
    Target { provider, base_url: base_url.to_owned(), model: model.to_owned(), has_key: true }
}

/// What is said in both languages, three lines each.
fn said(kind: ErrorKind, target: Target) -> String {
    let error = Error { kind, target: Arc::new(target) };
    let lines = [Lang::Es, Lang::En].map(|lang| error.explain(lang).lines(lang).join("\n"));
    lines.join("\n")
}

/// The advice alone, in both languages.
fn advised(kind: ErrorKind, target: Target) -> String {
    let error = Error { kind, target: Arc::new(target) };
    let lines = [Lang::Es, Lang::En].map(|lang| error.explain(lang).advice);
    lines.join("\n")
}

#[tokio::test]
async fn every_class_is_told_in_both_languages() {
    let mut told = String::new();
    for class in CLASSES {
        let kind = error_of(case_of(class)).await;
        assert!(matches!(&kind, ErrorKind::Api(error) if error.class == class), "{kind:?}");
        told += &format!("{class:?}\n{}\n", said(kind, openai("gpt-6-luna")));
    }
    insta::assert_snapshot!(told, @r#"
    Key
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: Incorrect API key provided: sk-…. You can find your API key at https://platform.openai.com/account/api-keys. [HTTP 401 · invalid_api_key · id: req_fx401]
       Qué hacer: comprueba la clave que está en OPENAI_API_KEY
    ❌ The model gpt-6-luna could not answer
       Cause: Incorrect API key provided: sk-…. You can find your API key at https://platform.openai.com/account/api-keys. [HTTP 401 · invalid_api_key · id: req_fx401]
       What to do: check the key in OPENAI_API_KEY
    Quota
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: You exceeded your current quota, please check your plan and billing details. [HTTP 429 · insufficient_quota]
       Qué hacer: revisa el saldo y los límites en https://platform.openai.com/settings/organization/billing, o usa otra clave en OPENAI_API_KEY
    ❌ The model gpt-6-luna could not answer
       Cause: You exceeded your current quota, please check your plan and billing details. [HTTP 429 · insufficient_quota]
       What to do: check credit and limits at https://platform.openai.com/settings/organization/billing, or use another key in OPENAI_API_KEY
    RateLimit
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: Rate limit reached for gpt-6-luna in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s. [HTTP 429 · rate_limit_exceeded · id: req_fx429]
       Qué hacer: espera 2 s y repite la pregunta
    ❌ The model gpt-6-luna could not answer
       Cause: Rate limit reached for gpt-6-luna in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s. [HTTP 429 · rate_limit_exceeded · id: req_fx429]
       What to do: wait 2 s and ask again
    Model
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: The model `gpt-9` does not exist or you do not have access to it. [HTTP 404 · model_not_found]
       Qué hacer: comprueba el nombre del modelo (/modelo, MODEL_NAME o --model) y que tu cuenta pueda usarlo
    ❌ The model gpt-6-luna could not answer
       Cause: The model `gpt-9` does not exist or you do not have access to it. [HTTP 404 · model_not_found]
       What to do: check the model's name (/model, MODEL_NAME or --model) and that your account may use it
    Context
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: This model's maximum context length is 128000 tokens. However, your messages resulted in 130512 tokens (129800 in the messages, 712 in the functions). Please reduce the length of the messages or functions. [HTTP 400 · context_length_exceeded · param: messages]
       Qué hacer: la conversación necesita 130.512 tokens y en el modelo caben 128.000: empieza de nuevo con /limpiar, o pregunta por menos datos a la vez
    ❌ The model gpt-6-luna could not answer
       Cause: This model's maximum context length is 128000 tokens. However, your messages resulted in 130512 tokens (129800 in the messages, 712 in the functions). Please reduce the length of the messages or functions. [HTTP 400 · context_length_exceeded · param: messages]
       What to do: the conversation needs 130,512 tokens and the model has room for 128,000: start afresh with /clear, or ask for less at a time
    Moderation
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: Input was flagged (violence) [HTTP 403 · OpenAI]
       Qué hacer: el proveedor bloqueó este texto: «first fifty ... last fifty». Dilo de otra manera, o empieza de nuevo con /limpiar
    ❌ The model gpt-6-luna could not answer
       Cause: Input was flagged (violence) [HTTP 403 · OpenAI]
       What to do: the provider blocked this text: "first fifty ... last fifty". Say it another way, or start afresh with /clear
    Forbidden
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: Country, region, or territory not supported [HTTP 403 · unsupported_country_region_territory]
       Qué hacer: tu cuenta o tu país no lo permiten: revisa la cuenta o elige otro modelo
    ❌ The model gpt-6-luna could not answer
       Cause: Country, region, or territory not supported [HTTP 403 · unsupported_country_region_territory]
       What to do: your account or country does not allow it: check the account or choose another model
    BaseUrl
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: Not Found [HTTP 404]
       Qué hacer: comprueba la dirección (OPENAI_BASE_URL o --base-url): suele terminar en /v1
    ❌ The model gpt-6-luna could not answer
       Cause: Not Found [HTTP 404]
       What to do: check the address (OPENAI_BASE_URL or --base-url): it usually ends in /v1
    NoTools
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: No endpoints found that support tool use. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing [HTTP 404]
       Qué hacer: elige un modelo que use herramientas (/modelo, MODEL_NAME o --model)
    ❌ The model gpt-6-luna could not answer
       Cause: No endpoints found that support tool use. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing [HTTP 404]
       What to do: choose a model that uses tools (/model, MODEL_NAME or --model)
    ToolsDisabled
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: "auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set [HTTP 400 · BadRequestError]
       Qué hacer: arranca el servidor del modelo con herramientas: --jinja en llama.cpp, --enable-auto-tool-choice en vLLM
    ❌ The model gpt-6-luna could not answer
       Cause: "auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set [HTTP 400 · BadRequestError]
       What to do: start the model's server with tools: --jinja in llama.cpp, --enable-auto-tool-choice in vLLM
    OtherApi
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: This model is only supported in v1/responses and not in v1/chat/completions. [HTTP 404 · invalid_request_error · param: model]
       Qué hacer: ese modelo no usa herramientas por esta API (Chat Completions): elige otro con /modelo o --model, o úsalo por OpenRouter
    ❌ The model gpt-6-luna could not answer
       Cause: This model is only supported in v1/responses and not in v1/chat/completions. [HTTP 404 · invalid_request_error · param: model]
       What to do: that model cannot use tools over this API (Chat Completions): choose another with /model or --model, or use it through OpenRouter
    Loading
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: el servidor todavía carga el modelo: Loading model [HTTP 503 · unavailable_error]
       Qué hacer: espera a que termine de cargar y repite la pregunta
    ❌ The model gpt-6-luna could not answer
       Cause: the server is still loading the model: Loading model [HTTP 503 · unavailable_error]
       What to do: wait until it is loaded and ask again
    Server
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: The server had an error while processing your request. [HTTP 500 · server_error · id: req_fx500]
       Qué hacer: repite la pregunta. Si vuelve a pasar, el fallo está en el servidor del modelo
    ❌ The model gpt-6-luna could not answer
       Cause: The server had an error while processing your request. [HTTP 500 · server_error · id: req_fx500]
       What to do: ask again. If it happens again, the fault is with the model's server
    Rejected
    ❌ El modelo gpt-6-luna no pudo responder
       Causa: Tool call id was call_abc123456 but must be a-z, A-Z, 0-9, with a length of 9. [HTTP 400 · invalid_request_message_order]
       Qué hacer: el servidor no acepta la petición: la causa dice por qué. Prueba otro modelo (MODEL_NAME o --model) o /limpiar
    ❌ The model gpt-6-luna could not answer
       Cause: Tool call id was call_abc123456 but must be a-z, A-Z, 0-9, with a length of 9. [HTTP 400 · invalid_request_message_order]
       What to do: the server does not accept the request: the cause says why. Try another model (MODEL_NAME or --model) or /clear
    "#);
}

/// A model that is not there, and the names that are.
async fn missing(id: &str, nearest: &[&str]) -> ErrorKind {
    let ErrorKind::Api(mut error) = error_of(id).await else { panic!("an API error") };
    error.nearest = nearest.iter().map(|name| (*name).into()).collect();
    ErrorKind::Api(error)
}

#[tokio::test]
async fn the_advice_names_what_is_known() {
    let one_number = r#"{"error":{"message":"maximum context length is 4096 tokens"}}"#;
    let blocked = r#"{"error":{"message":"m","metadata":{"reasons":["violence"]}}}"#;
    let api = |status, body| ErrorKind::Api(Box::new(api_error(Some(status), body, &[])));
    let soon = [("x-ratelimit-reset", "1795357920000")];
    let soon = ErrorKind::Api(Box::new(api_error(Some(429), "", &soon)));
    let table = [
        ("E24", error_of("E24").await, openrouter("a/b")),
        ("E24 elsewhere", error_of("E24").await, ollama("a/b")),
        ("E28", error_of("E28").await, openrouter("meta/x:free")),
        ("E08, names known", missing("E08", &["gpt-6", "gpt-6-mini"]).await, openai("gpt-9")),
        ("E36", missing("E36", &[]).await, ollama("nope")),
        ("E36, names known", missing("E36", &["nope:8b"]).await, ollama("nope")),
        ("E31", error_of("E31").await, openrouter("meta/x:free")),
        ("E31, no free model", error_of("E31").await, openrouter("meta/x")),
        ("a limit that begins anew soon", soon, openrouter("meta/x")),
        ("E54", error_of("E54").await, openai("m")),
        ("E33", error_of("E33").await, openrouter("a/b")),
        ("E39", error_of("E39").await, ollama("m")),
        ("E42", error_of("E42").await, ollama("m")),
        ("E55", error_of("E55").await, openai("m")),
        ("one number", api(400, one_number), ollama("m")),
        ("blocked without a quote", api(403, blocked), openrouter("a/b")),
    ];
    let mut told = String::new();
    for (name, kind, target) in table {
        told += &format!("{name}\n{}\n", advised(kind, target));
    }
    insta::assert_snapshot!(told, @r#"
    E24
    añade saldo en https://openrouter.ai/settings/credits (lo que le queda a la clave es limit_remaining en https://openrouter.ai/api/v1/key), o usa otra clave en OPENROUTER_API_KEY
    add credits at https://openrouter.ai/settings/credits (what the key has left is limit_remaining at https://openrouter.ai/api/v1/key), or use another key in OPENROUTER_API_KEY
    E24 elsewhere
    revisa el saldo y los límites de tu cuenta (openai), o usa otra clave en OPENAI_API_KEY
    check the credit and limits of your account (openai), or use another key in OPENAI_API_KEY
    E28
    elige otro modelo (/modelo, MODEL_NAME o --model); el servidor propone: meta/x
    choose another model (/model, MODEL_NAME or --model); the server suggests: meta/x
    E08, names known
    comprueba el nombre del modelo (/modelo, MODEL_NAME o --model); los más parecidos que hay: gpt-6, gpt-6-mini
    check the model's name (/model, MODEL_NAME or --model); the most alike that are there: gpt-6, gpt-6-mini
    E36
    descárgalo con «ollama pull nope», o elige otro modelo (/modelo, MODEL_NAME o --model)
    download it with "ollama pull nope", or choose another model (/model, MODEL_NAME or --model)
    E36, names known
    descárgalo con «ollama pull nope», o elige otro modelo (/modelo, MODEL_NAME o --model); los más parecidos que hay: nope:8b
    download it with "ollama pull nope", or choose another model (/model, MODEL_NAME or --model); the most alike that are there: nope:8b
    E31
    el límite de los modelos gratuitos se repone en 9 h 30 min (a las 00:00 UTC): espera, o usa el modelo sin «:free»
    the limit of free models is reset in 9 h 30 min (at 00:00 UTC): wait, or use the model without ":free"
    E31, no free model
    el límite se repone en 9 h 30 min (a las 00:00 UTC): espera, o elige otro modelo (/modelo, MODEL_NAME o --model)
    the limit is reset in 9 h 30 min (at 00:00 UTC): wait, or choose another model (/model, MODEL_NAME or --model)
    a limit that begins anew soon
    el límite se repone en 2 min (a las 14:32 UTC): espera, o elige otro modelo (/modelo, MODEL_NAME o --model)
    the limit is reset in 2 min (at 14:32 UTC): wait, or choose another model (/model, MODEL_NAME or --model)
    E54
    espera 1 h 0 min y repite la pregunta
    wait 1 h 0 min and ask again
    E33
    la conversación necesita 213.462 tokens y en el modelo caben 200.000: empieza de nuevo con /limpiar, o pregunta por menos datos a la vez
    the conversation needs 213,462 tokens and the model has room for 200,000: start afresh with /clear, or ask for less at a time
    E39
    la conversación necesita 5.213 tokens y en el modelo caben 4.096: empieza de nuevo con /limpiar, o pregunta por menos datos a la vez
    the conversation needs 5,213 tokens and the model has room for 4,096: start afresh with /clear, or ask for less at a time
    E42
    la conversación necesita 5.100 tokens y en el modelo caben 4.096: empieza de nuevo con /limpiar, o pregunta por menos datos a la vez
    the conversation needs 5,100 tokens and the model has room for 4,096: start afresh with /clear, or ask for less at a time
    E55
    empieza de nuevo con /limpiar, o pregunta por menos datos a la vez
    start afresh with /clear, or ask for less at a time
    one number
    en el modelo caben 4.096 tokens: empieza de nuevo con /limpiar, o pregunta por menos datos a la vez
    the model has room for 4,096 tokens: start afresh with /clear, or ask for less at a time
    blocked without a quote
    el proveedor bloqueó el texto: dilo de otra manera, o empieza de nuevo con /limpiar
    the provider blocked the text: say it another way, or start afresh with /clear
    "#);
}

fn explained(kind: ErrorKind, has_key: bool) -> Problem {
    let target = Target {
        provider: Provider::OpenRouter,
        base_url: "https://openrouter.ai/api".to_owned(),
        model: "a/b".to_owned(),
        has_key,
    };
    Error { kind, target: Arc::new(target) }.explain(Lang::Es)
}

fn explained_api(status: u16, body: &str) -> Problem {
    explained(ErrorKind::Api(Box::new(api_error(Some(status), body, &[]))), true)
}

#[test]
fn a_person_is_told_what_why_and_what_to_do() {
    assert_eq!(
        explained_api(
            401,
            r#"{"error":{"message":"Wrong\u001b[2J key","code":"invalid_api_key","param":"p"}}"#
        ),
        Problem {
            exit: Exit::Config,
            what: "El modelo a/b no pudo responder".to_owned(),
            cause: "Wrong␛[2J key [HTTP 401 · invalid_api_key · param: p]".to_owned(),
            advice: "comprueba la clave que está en OPENROUTER_API_KEY".to_owned(),
        }
    );
    assert_eq!(
        explained(ErrorKind::Connect(Fault::Refused), true),
        Problem {
            exit: Exit::Model,
            what: "No se pudo conectar con la API del modelo en https://openrouter.ai/api"
                .to_owned(),
            cause: "conexión rechazada: nadie escucha en esa dirección".to_owned(),
            advice: "comprueba la red, que el servidor esté en marcha y la dirección \
                     (OPENROUTER_BASE_URL o --base-url)"
                .to_owned(),
        }
    );
    let distrusted = explained(ErrorKind::Connect(Fault::Tls("UnknownIssuer".into())), true);
    assert_eq!(distrusted.cause, "falló la conexión segura (TLS): UnknownIssuer");
    assert_eq!(
        distrusted.advice,
        "comprueba la dirección (OPENROUTER_BASE_URL o --base-url). Si el servidor usa una \
         autoridad de certificación propia, pon la ruta de su certificado en SSL_CERT_FILE"
    );
    let page = ErrorKind::NotAnApi { status: 200, content_type: "".into(), extract: "".into() };
    assert_eq!(explained(page, true).cause, "respondió 200 (sin tipo de contenido): sin contenido");
    assert_eq!(explained(ErrorKind::BadKey, true).exit, Exit::Config);
}

#[test]
fn the_advice_fits_the_meaning() {
    let table = [
        (401, "", "comprueba la clave que está en OPENROUTER_API_KEY"),
        (402, "", "añade saldo"),
        (
            429,
            r#"{"error":{"message":"m","availability":{"retry_after":7200}}}"#,
            "espera 2 h 0 min",
        ),
        (429, "", "espera un momento"),
        (404, r#"{"error":{"message":"model x"}}"#, "comprueba el nombre del modelo"),
        (
            404,
            r#"{"error":{"message":"model x","availability":{"fallback_models":["meta/x","y"]}}}"#,
            "elige otro modelo (/modelo, MODEL_NAME o --model); el servidor propone: meta/x, y",
        ),
        (
            404,
            "",
            "comprueba la dirección (OPENROUTER_BASE_URL o --base-url): suele terminar en /v1",
        ),
        (413, "", "empieza de nuevo con /limpiar"),
        (
            403,
            r#"{"error":{"message":"m","metadata":{"reasons":["violence"]}}}"#,
            "el proveedor bloqueó",
        ),
        (403, "", "tu cuenta o tu país"),
        (400, r#"{"error":"x does not support tools"}"#, "elige un modelo que use herramientas"),
        (503, r#"{"error":"Loading model"}"#, "espera a que termine de cargar"),
        (503, "", "repite la pregunta. Si vuelve"),
        (400, "", "el servidor no acepta la petición"),
    ];
    for (status, body, begin) in table {
        let advice = explained_api(status, body).advice;
        assert!(advice.starts_with(begin), "{status} {body}: {advice}");
    }
    let no_key = explained(ErrorKind::Api(Box::new(api_error(Some(401), "", &[]))), false);
    assert_eq!(
        no_key.advice,
        "pon tu clave en OPENROUTER_API_KEY, en el entorno o en un archivo .env"
    );
    let idle = explained(ErrorKind::Idle(Duration::from_millis(1500)), true);
    assert_eq!(idle.cause, "no llegó ningún dato en 1.5 s");
    assert!(idle.advice.contains("--model-timeout o MCP_CHAT_MODEL_TIMEOUT"), "{}", idle.advice);
}
