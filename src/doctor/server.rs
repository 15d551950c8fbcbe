//! The MCP server: what was tried, what speaks there, and what it offers.

use tokio::time::Instant;

use super::{Outcome, Report};
use crate::config::ServerSettings;
use crate::error::Explain as _;
use crate::http;
use crate::mcp::transport::detect::{Detecting, Probe, Step};
use crate::mcp::{self, Status};
use crate::text::Lang;

/// Connects to the server as a chat does, and leaves it again.
pub(super) async fn check(http: http::Client, settings: &ServerSettings, lang: Lang) -> Outcome {
    let began = Instant::now();
    let transport = Box::new(Detecting::new(http, settings));
    let (probes, address) = (transport.probes(), http::shown(&settings.url));
    let connected = mcp::Client::connect(transport, settings.tool_timeout).await;
    let probes = probes.borrow().clone();
    let mut details: Vec<String> = probes.iter().map(|probe| told(probe, lang)).collect();
    let (client, tasks) = match connected {
        Ok(connected) => connected,
        Err(error) => return Outcome::Wrong(error.explain(lang), details),
    };
    let took = began.elapsed().as_millis();
    let (name, protocol) = match &*client.status().borrow() {
        Status::Connected { server, .. } => (server.name.line(60), server.protocol.clone()),
        Status::Reconnecting | Status::Down(_) | Status::Closed => (String::new(), String::new()),
    };
    let tools = lang.tools(client.tools().len());
    client.close(tasks).await;
    let used = probes.into_iter().rfind(|probe| probe.speaks);
    details.extend(used.as_ref().map(|probe| lang.detect_transport(transport_of(probe.step))));
    let url = used.map_or(address, |probe| probe.url);
    let line = lang.doctor_server(url, name, protocol, tools, took);
    Outcome::Sound(Report { line, details })
}

fn told(probe: &Probe, lang: Lang) -> String {
    let status = match probe.status {
        Some(status) => format!("HTTP {status}"),
        None => lang.detect_no_answer(),
    };
    lang.detect_probe(probe.step.at(&probe.url), status, probe.took.as_millis())
}

/// Returns the name of the transport that a session begins so on.
fn transport_of(step: Step) -> &'static str {
    match step {
        Step::Get => "HTTP+SSE (2024-11-05)",
        Step::Initialize => "Streamable HTTP",
        Step::Discover => "HTTP, 2026-07-28",
    }
}
