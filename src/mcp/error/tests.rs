use std::time::Duration;

use super::{Delivery, Loss, McpError, Unusable};
use crate::error::{Exit, Explain as _, Problem};
use crate::http::Fault;
use crate::sse::SseError;
use crate::text::Lang;

fn unknown(loss: Loss) -> McpError {
    McpError::OutcomeUnknown { method: "tools/call".into(), loss }
}

#[test]
fn an_unknown_outcome_says_how_the_connection_was_lost() {
    let table = [
        (
            Loss::Ended,
            "el servidor cerró el flujo de eventos",
            "the server closed the event stream",
        ),
        (
            Loss::Stream(SseError::Broken(Fault::Reset)),
            "el flujo se cortó: el otro lado cerró la conexión",
            "the stream broke off: the other side closed the connection",
        ),
        (
            Loss::Post(Fault::Reset),
            "el envío se cortó: el otro lado cerró la conexión",
            "the sending broke off: the other side closed the connection",
        ),
        (
            Loss::Forgotten,
            "el servidor olvidó la sesión o dejó de aceptar mensajes",
            "the server forgot the session or stopped taking messages",
        ),
        (Loss::Silent, "el flujo de eventos quedó mudo", "the event stream fell silent"),
    ];
    for (loss, es, en) in table {
        let problem = |lang| unknown(loss.clone()).explain(lang);
        assert_eq!(
            problem(Lang::Es),
            Problem {
                exit: Exit::Server,
                what: "Resultado desconocido: la conexión se perdió después de enviar tools/call"
                    .into(),
                cause: format!(
                    "{es}; puede que se haya ejecutado, por eso no se repite por su cuenta"
                ),
                advice: "comprueba el estado (por ejemplo, con una consulta) antes de repetirla"
                    .into(),
            }
        );
        let cause = format!("{en}; it may have been executed, so it is not repeated on its own");
        assert_eq!(problem(Lang::En).cause, cause);
    }
}

#[test]
fn an_answer_that_is_too_large_asks_for_less() {
    let error = unknown(Loss::Stream(SseError::TooLarge(16 * 1024 * 1024)));
    assert_eq!(error.delivery(), Delivery::Answered);
    let problem = error.explain(Lang::Es);
    assert_eq!(
        (problem.cause.as_str(), problem.advice.as_str()),
        (
            "un evento pasa de 16 MiB; puede que se haya ejecutado, por eso no se repite por su \
             cuenta",
            "pide menos datos de una vez (un filtro, un límite, una página)"
        )
    );
    assert_eq!(unknown(Loss::Ended).delivery(), Delivery::Unknown);
}

#[test]
fn without_a_connection_the_last_failure_is_the_cause() {
    let source = SseError::Status { status: 401, body: "who?".into() };
    let last = McpError::Open { url: "http://h/".into(), source };
    let error = |last| McpError::Disconnected { method: "tools/call".into(), last };
    let problem = error(Some(Box::new(last))).explain(Lang::Es);
    assert_eq!(
        (problem.cause.as_str(), problem.advice.as_str()),
        (
            "no hay conexión con el servidor: respondió HTTP 401: who?",
            "comprueba la credencial: MCP_SERVER_TOKEN, o --header 'Authorization: Bearer …'"
        )
    );
    assert_eq!(error(None).explain(Lang::Es).cause, "no hay conexión con el servidor");
}

#[test]
fn only_the_limit_of_a_call_can_be_set() {
    let timeout = |method: &str, idle| {
        let limit = Duration::from_secs(15);
        let problem = McpError::Timeout { method: method.into(), limit, idle }.explain(Lang::Es);
        (problem.cause, problem.advice)
    };
    let (cause, advice) = timeout("tools/call", true);
    assert_eq!(cause, "no llegó respuesta ni progreso en 15 s; puede que se haya ejecutado");
    assert!(advice.contains("--tool-timeout"), "{advice}");
    let (cause, advice) = timeout("tools/call", false);
    assert!(cause.starts_with("duró más de 15 s"), "{cause}");
    assert!(!advice.contains("--tool-timeout"), "{advice}");
    let (cause, advice) = timeout("initialize", true);
    assert_eq!(cause, "no respondió en 15 s");
    assert_eq!(advice, "mira el registro del servidor y vuelve a intentarlo");
}

#[test]
fn a_refusal_advises_by_its_status_and_shows_no_control_characters() {
    let refused = |status, session_gone| {
        let body = "\u{1b}[2Jno\u{202e}".into();
        let method = "tools/call".into();
        McpError::Refused { method, status, body, session_gone }.explain(Lang::En)
    };
    let words = |status, gone| refused(status, gone).advice;
    assert_eq!(refused(500, false).cause, "it answered HTTP 500: ␛[2Jno\u{fffd}");
    assert!(words(401, false).contains("MCP_SERVER_TOKEN"));
    assert!(words(404, false).contains("path of the URL"));
    assert!(words(307, false).contains("--server"));
    assert!(words(500, false).contains("log"));
    assert!(words(404, true).contains("forgot"));
}

#[test]
fn the_errors_of_the_stateless_era_are_explained() {
    let explained = |error: McpError| {
        let problem = error.explain(Lang::Es);
        format!("{}\n{}\n{}", problem.what, problem.cause, problem.advice)
    };
    let rpc = |code| McpError::Rpc { method: "tools/call".into(), code, message: "m".into() };
    let unusable = |unusable| McpError::Unusable { method: "tools/call".into(), unusable };
    let all = [
        rpc(-32020),
        rpc(-32021),
        rpc(-32022),
        unusable(Unusable::ResultType("x\u{1b}".into())),
        unusable(Unusable::Asked),
        unusable(Unusable::Denied("no".into())),
        unusable(Unusable::Rounds(16)),
    ];
    assert_eq!(all[3].delivery(), Delivery::Answered);
    insta::assert_snapshot!(all.map(explained).join("\n\n"), @r"
    Falló la petición tools/call al servidor MCP
    el servidor respondió con el error -32020: m
    puede que la herramienta haya cambiado o que un proxy altere las cabeceras: vuelve a intentarlo

    Falló la petición tools/call al servidor MCP
    el servidor respondió con el error -32021: m
    la herramienta necesita a la persona (sus datos, su modelo o sus carpetas): úsala desde el chat, en una terminal

    Falló la petición tools/call al servidor MCP
    el servidor respondió con el error -32022: m
    actualiza mcp-chat, o usa un servidor que acepte la versión 2026-07-28 o una anterior

    Falló la petición tools/call al servidor MCP
    la respuesta es de una clase desconocida: «x␛»
    no se repite por su cuenta; avisa a quien mantiene el servidor, o prueba otra herramienta

    Falló la petición tools/call al servidor MCP
    el servidor pide datos, pero no dice cuáles, o pide demasiados a la vez
    no se repite por su cuenta; avisa a quien mantiene el servidor, o prueba otra herramienta

    Falló la petición tools/call al servidor MCP
    el servidor pidió algo que aquí no se le da: no
    no se repite por su cuenta; avisa a quien mantiene el servidor, o prueba otra herramienta

    Falló la petición tools/call al servidor MCP
    el servidor pidió datos 16 veces seguidas sin terminar
    no se repite por su cuenta; avisa a quien mantiene el servidor, o prueba otra herramienta
    ");
}
