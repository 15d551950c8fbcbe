//! What a person is told of a failure.

use std::{sync::Arc, time::Duration};

use super::failures::api_error;
use crate::{
    config::Provider,
    error::{Exit, Explain as _, Problem},
    http::Fault,
    llm::{Error, ErrorKind, Target},
    text::Lang,
};

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
        (402, "", "revisa el saldo"),
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
            "elige otro modelo (MODEL_NAME o --model); el servidor propone: meta/x, y",
        ),
        (
            404,
            "",
            "comprueba la dirección (OPENROUTER_BASE_URL o --base-url): suele terminar en /v1",
        ),
        (413, "", "empieza de nuevo con /clear"),
        (
            403,
            r#"{"error":{"message":"m","metadata":{"reasons":["violence"]}}}"#,
            "el proveedor bloqueó",
        ),
        (403, "", "tu cuenta o tu país"),
        (400, r#"{"error":"x does not support tools"}"#, "elige un modelo que use herramientas"),
        (503, r#"{"error":"Loading model"}"#, "el servidor todavía carga"),
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
