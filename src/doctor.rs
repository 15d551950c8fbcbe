//! `doctor`: checks settings, MCP server and model API, and says what to fix. Nothing is spent.

use std::time::Duration;

use secrecy::ExposeSecret as _;
use tokio::time::{Instant, timeout};

use crate::config::{Layers, ModelSettings};
use crate::error::{Exit, Explain as _, Problem};
use crate::http::{self, Fault};
use crate::mcp::transport::sse::SseTransport;
use crate::mcp::{self, Status};
use crate::text::Lang;
use crate::ui::{Printer, Streams};
use crate::untrusted::Untrusted;

/// How long the model API may take to list its models.
const MODEL_LIMIT: Duration = Duration::from_secs(15);

/// Runs every check, prints a line or a problem for each, and returns the first failure's status.
pub async fn run(layers: &Layers, http: reqwest::Client, lang: Lang) -> Exit {
    let (printer, thread) = Printer::start(Streams::Script, None);
    let mut exit = Exit::Done;
    for outcome in [server(layers, http.clone(), lang).await, model(layers, http, lang).await] {
        match outcome {
            Ok(line) => printer.answer(format!("✅ {line}\n")).await,
            Err(problem) => {
                printer.answer(format!("{}\n", problem.lines(lang).join("\n"))).await;
                exit = if exit == Exit::Done { problem.exit } else { exit };
            }
        }
    }
    printer.end().await;
    // What could not be printed has no reader.
    drop(thread.join());
    exit
}

async fn server(layers: &Layers, http: reqwest::Client, lang: Lang) -> Result<String, Problem> {
    let (settings, consent) = layers.server().map_err(|error| error.explain(lang))?;
    if let Some(consent) = consent {
        return Err(crate::config::ConfigError::NeedsConsent { consent }.explain(lang));
    }
    let began = Instant::now();
    let transport = Box::new(SseTransport::new(http, &settings));
    let (client, tasks) = mcp::Client::connect(transport, settings.tool_timeout)
        .await
        .map_err(|error| error.explain(lang))?;
    let took = began.elapsed().as_millis();
    let (name, protocol) = match &*client.status().borrow() {
        Status::Connected { server, .. } => (server.name.line(60), server.protocol.clone()),
        Status::Reconnecting | Status::Down(_) | Status::Closed => (String::new(), String::new()),
    };
    let tools = lang.tools(client.tools().len());
    client.close(tasks).await;
    Ok(lang.doctor_server(http::shown(&settings.url), name, protocol, tools, took))
}

async fn model(layers: &Layers, http: reqwest::Client, lang: Lang) -> Result<String, Problem> {
    let (settings, consent) = layers.model().map_err(|error| error.explain(lang))?;
    if let Some(consent) = consent {
        return Err(crate::config::ConfigError::NeedsConsent { consent }.explain(lang));
    }
    let base = http::shown(&settings.base_url);
    let failed = |exit, cause: String, advice: String| Problem {
        exit,
        what: lang.doctor_model_failed(&base),
        cause,
        advice,
    };
    let began = Instant::now();
    let listed = timeout(MODEL_LIMIT, list_models(&http, &settings)).await;
    let unreachable =
        |fault: &Fault| failed(Exit::Model, fault.describe(lang), lang.doctor_model_unreachable());
    let (status, body) = match listed {
        Ok(Ok(listed)) => listed,
        Ok(Err(fault)) => return Err(unreachable(&fault)),
        Err(_elapsed) => return Err(unreachable(&Fault::Timeout)),
    };
    let name = Untrusted::from(settings.name.as_str()).line(80);
    match status {
        200 if body.contains("\"id\"") && !body.contains(&format!("\"{}\"", settings.name)) => {
            Err(failed(
                Exit::Model,
                lang.doctor_model_missing(&name),
                lang.doctor_model_missing_advice(),
            ))
        }
        // A server without a catalogue can still chat.
        200..=299 | 404 | 405 => Ok(lang.doctor_model(&base, &name, began.elapsed().as_millis())),
        401 | 403 => Err(failed(
            Exit::Config,
            format!("HTTP {status}"),
            lang.doctor_key(settings.provider.key_variable()),
        )),
        _ => Err(failed(Exit::Model, format!("HTTP {status}"), lang.mcp_server_fault_advice())),
    }
}

async fn list_models(
    http: &reqwest::Client,
    settings: &ModelSettings,
) -> Result<(u16, String), Fault> {
    let mut url = settings.base_url.clone();
    url.set_path(&format!("{}/models", url.path().trim_end_matches('/')));
    let mut request = http.get(url);
    if let Some(key) = &settings.key {
        request = request.bearer_auth(key.expose_secret());
    }
    let response = request.send().await.map_err(|err| Fault::of(&err))?;
    let status = response.status().as_u16();
    let body = http::short_body(response, 4 * 1024 * 1024, MODEL_LIMIT).await;
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}
