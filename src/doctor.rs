//! `doctor`: checks settings, folders, MCP server, model API and terminal, and says what to fix.
//! Nothing is spent.

mod machine;
mod model;

use tokio::time::Instant;

use crate::config::{Layers, Paths};
use crate::error::{Exit, Explain as _, Problem};
use crate::http;
use crate::mcp::transport::sse::SseTransport;
use crate::mcp::{self, Status};
use crate::text::Lang;
use crate::ui::{Printer, Streams};

/// What a check that succeeded found.
struct Report {
    /// What works.
    line: String,
    /// What else is worth knowing of it, a line each.
    details: Vec<String>,
}

/// Runs every check, prints a line or a problem for each, and returns the first failure's status.
pub async fn run(layers: &Layers, paths: &Paths, http: http::Client, lang: Lang) -> Exit {
    let (printer, thread) = Printer::start(Streams::Script, None);
    let mut exit = Exit::Done;
    for outcome in [
        machine::settings(layers, lang),
        machine::folder(&paths.state, lang),
        server(layers, http.clone(), lang).await,
        model(layers, http, lang).await,
        Ok(machine::terminal(lang)),
    ] {
        match outcome {
            Ok(Report { line, details }) => {
                printer.answer(format!("✅ {line}\n")).await;
                for detail in details {
                    printer.answer(format!("   {detail}\n")).await;
                }
            }
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

async fn server(layers: &Layers, http: http::Client, lang: Lang) -> Result<Report, Problem> {
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
    let line = lang.doctor_server(http::shown(&settings.url), name, protocol, tools, took);
    Ok(Report { line, details: Vec::new() })
}

async fn model(layers: &Layers, http: http::Client, lang: Lang) -> Result<Report, Problem> {
    let (settings, consent) = layers.model().map_err(|error| error.explain(lang))?;
    if let Some(consent) = consent {
        return Err(crate::config::ConfigError::NeedsConsent { consent }.explain(lang));
    }
    model::check(http, &settings, lang).await
}
