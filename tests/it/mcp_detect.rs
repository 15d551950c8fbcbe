//! Which transport speaks at a URL: servers of one kind each, and what is asked of them.

use std::sync::Arc;

use mcp_chat::config::{ServerSettings, TransportChoice};
use mcp_chat::http;
use mcp_chat::mcp::transport::detect::{Detecting, Probe, Step};
use mcp_chat::mcp::{Client, McpError, Tasks};
use serde_json::{Value, json};

use crate::mcp_client::write;
use crate::support::http::{Handler, HttpServer, Request, Wire};
use crate::support::mcp::{Script, Streamable, Tool};
use crate::support::sandbox::Sandbox;
use crate::support::watched::LIMIT;

/// A server of one function: a status, a content type and a body for each request.
struct Stub(fn(&str, &Value) -> (u16, &'static str, String));

impl Handler for Stub {
    async fn handle(self: Arc<Self>, request: Request, wire: &mut Wire) {
        let message = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let (status, kind, body) = (self.0)(&request.method, &message);
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        // A client that went away is nothing to complain about.
        drop(wire.reply(status, &headers, body.as_bytes()).await);
    }
}

type Found = (Result<(Client, Tasks), McpError>, Vec<Probe>);

/// Connects as the program does; also returns what was tried.
async fn find(url: &str, transport: TransportChoice, is_bare: bool) -> Found {
    let settings = ServerSettings {
        url: url.parse().expect("a URL"),
        headers: vec![],
        tool_timeout: LIMIT,
        transport,
        is_bare,
    };
    let transport = Detecting::new(http::client().expect("a client"), &settings);
    let probes = transport.probes();
    let found = Client::connect(Box::new(transport), LIMIT).await;
    let probes = probes.borrow().clone();
    (found, probes)
}

/// The steps with their paths and what came of them.
fn told(probes: &[Probe], origin: &str) -> Vec<String> {
    let one = |probe: &Probe| {
        let status = probe.status.map_or("-".to_owned(), |status| status.to_string());
        let speaks = if probe.speaks { " speaks" } else { "" };
        format!("{} {status}{speaks}", probe.step.at(probe.url.trim_start_matches(origin)))
    };
    probes.iter().map(one).collect()
}

#[tokio::test]
async fn a_server_of_the_first_era_is_found_by_its_get() {
    let server = Script::new().tool(Tool::new("t")).start();
    for (url, is_bare) in [(server.url(), true), (server.url(), false)] {
        let (found, probes) = find(&url, TransportChoice::Auto, is_bare).await;
        let (client, _tasks) = found.expect("connected");
        assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
        assert_eq!(told(&probes, &server.origin()), ["GET /sse 200 speaks"]);
    }
    // Nothing was asked but what a session needs.
    assert_eq!(server.requests().iter().filter(|seen| seen.method == "GET").count(), 2);
    assert_eq!(server.sent("server/discover"), Vec::<Value>::new());

    // Under a path that does not tell.
    let server = Script::new().mounted_at("/events").tool(Tool::new("t")).start();
    let (found, probes) = find(&server.url(), TransportChoice::Auto, false).await;
    let (client, _tasks) = found.expect("connected");
    assert_eq!(write(&client, "t").await.as_deref(), Ok("{}"));
    let steps = [
        "POST server/discover /events 405",
        "POST initialize /events 405",
        "GET /events 200 speaks",
    ];
    assert_eq!(told(&probes, &server.origin()), steps);
}

#[tokio::test]
async fn streamable_http_is_found_under_each_path() {
    let asked = |path: &str| {
        [format!("POST server/discover {path} 400"), format!("POST initialize {path} 200 speaks")]
    };
    let nothing = |path: &str| {
        [format!("POST server/discover {path} 404"), format!("POST initialize {path} 404")]
    };
    let gone = || vec!["GET /sse 404".to_owned()];
    for (path, url, is_bare, steps) in [
        ("/mcp", "/mcp", false, asked("/mcp").to_vec()),
        ("/sse", "/sse", false, [vec!["GET /sse 405".to_owned()], asked("/sse").to_vec()].concat()),
        ("/", "/sse", true, [gone(), asked("/").to_vec()].concat()),
        ("/mcp", "/sse", true, [gone(), nothing("/").to_vec(), asked("/mcp").to_vec()].concat()),
    ] {
        let server = Streamable::new().at(path).start();
        let url = format!("{}{url}", server.origin());
        let (found, probes) = find(&url, TransportChoice::Auto, is_bare).await;
        let (client, _tasks) = found.expect("connected");
        assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
        assert_eq!(told(&probes, &server.origin()), steps);
    }
}

#[tokio::test]
async fn a_reconnection_begins_with_what_worked() {
    let server = Streamable::new().start();
    let url = format!("{}/sse", server.origin());
    let (found, _) = find(&url, TransportChoice::Auto, true).await;
    let (client, _tasks) = found.expect("connected");
    let before = server.told().len();
    server.forget_session();
    assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
    let after: Vec<String> = server
        .told()
        .split_off(before)
        .into_iter()
        .filter(|told| told.starts_with("POST"))
        .collect();
    let list = "POST tools/list".to_owned();
    let but_lists: Vec<String> = after.into_iter().filter(|told| *told != list).collect();
    let call = "POST tools/call";
    let session = ["POST initialize", "POST notifications/initialized"];
    assert_eq!(but_lists, [call, session[0], session[1], call]);
}

#[tokio::test]
async fn a_server_that_comes_back_in_another_way_is_found_again() {
    let server = Streamable::new().start();
    let url = format!("{}/sse", server.origin());
    let (found, _) = find(&url, TransportChoice::Auto, true).await;
    let (client, _tasks) = found.expect("connected");
    server.move_to("/");
    assert_eq!(write(&client, "t").await.as_deref(), Ok("x"));
}

#[tokio::test]
async fn a_setting_leaves_no_choice() {
    let server = Streamable::new().at("/").start();
    let url = format!("{}/sse", server.origin());
    let (found, probes) = find(&url, TransportChoice::Http, true).await;
    assert!(found.is_ok());
    let steps = ["POST server/discover / 400", "POST initialize / 200 speaks"];
    assert_eq!(told(&probes, &server.origin()), steps);
    let (found, probes) = find(&url, TransportChoice::Sse, true).await;
    assert!(matches!(found, Err(McpError::Open { .. })));
    assert_eq!(told(&probes, &server.origin()), ["GET /sse 404"]);
}

#[tokio::test]
async fn a_server_that_refuses_a_key_or_breaks_is_asked_once() {
    let stubs: [(Stub, u16); 3] = [
        (Stub(|_, _| (401, "text/plain", "who?".into())), 401),
        (Stub(|_, _| (403, "text/plain", "no".into())), 403),
        (Stub(|_, _| (502, "text/html", "<h1>Bad Gateway</h1>".into())), 502),
    ];
    for (stub, status) in stubs {
        let server = HttpServer::start(0, Arc::new(stub));
        let url = format!("{}/sse", server.origin());
        let (found, probes) = find(&url, TransportChoice::Auto, true).await;
        assert!(matches!(found, Err(McpError::Open { .. })), "{status}");
        assert_eq!(told(&probes, &server.origin()), [format!("GET /sse {status}")]);
        let url = format!("{}/mcp", server.origin());
        let (found, probes) = find(&url, TransportChoice::Auto, false).await;
        let error = found.err().expect("refused");
        assert!(matches!(error, McpError::Refused { status: it, .. } if it == status), "{error:?}");
        let steps: Vec<(Step, Option<u16>)> =
            probes.iter().map(|probe| (probe.step, probe.status)).collect();
        assert_eq!(steps, [(Step::Discover, Some(status)), (Step::Initialize, Some(status))]);
    }
}

#[tokio::test]
async fn a_server_of_a_newer_version_alone_is_named() {
    let stub = Stub(|verb, message| {
        let id = &message["id"];
        let (status, body) = match message["method"].as_str() {
            Some("server/discover") => {
                let result = json!({ "supportedVersions": ["2027-01-01"] });
                (200, json!({ "jsonrpc": "2.0", "id": id, "result": result }))
            }
            _ => {
                let error = json!({ "code": -32022, "message": "Unsupported protocol version" });
                (400, json!({ "jsonrpc": "2.0", "id": id, "error": error }))
            }
        };
        if verb == "POST" {
            (status, "application/json", body.to_string())
        } else {
            (405, "text/plain", "Method Not Allowed".into())
        }
    });
    let server = HttpServer::start(0, Arc::new(stub));
    let url = format!("{}/mcp", server.origin());
    let (found, probes) = find(&url, TransportChoice::Auto, false).await;
    assert_eq!(found.err().expect("refused"), McpError::Version("2027-01-01".into()));
    let steps = ["POST server/discover /mcp 200 speaks", "POST initialize /mcp 400"];
    assert_eq!(told(&probes, &server.origin()), steps);
}

#[test]
fn a_web_page_is_told_with_all_that_was_tried() {
    let page = Stub(|verb, _| match verb {
        "GET" => (200, "text/html", "<h1>Hola</h1>".into()),
        _ => (501, "text/html", "<h1>Unsupported method</h1>".into()),
    });
    let server = HttpServer::start(0, Arc::new(page));
    let run = |url: &str, arguments: &[&str]| {
        let person = Sandbox::new().env("MCP_SERVER_URL", url);
        let run = person.run(&[&["tools"], arguments].concat()).expect_status(4);
        run.stderr.replace(&server.origin(), "ORIGIN")
    };
    insta::assert_snapshot!(run(&server.origin(), &[]), @r"
    ❌ No se pudo conectar con el servidor MCP en ORIGIN/
       Causa: ahí no habla ningún transporte de MCP. GET ORIGIN/sse → respondió con «text/html» y no con un flujo de eventos: Hola; POST initialize ORIGIN/ → respondió HTTP 501: Unsupported method; POST initialize ORIGIN/mcp → respondió HTTP 501: Unsupported method
       Qué hacer: comprueba la URL: la de un servidor MCP suele terminar en /mcp o en /sse; mcp-chat doctor muestra cada intento
    ");
    insta::assert_snapshot!(run(&format!("{}/mcp", server.origin()), &["--lang", "en"]), @r#"
    ❌ Could not connect to the MCP server at ORIGIN/mcp
       Cause: no transport of MCP speaks there. POST initialize ORIGIN/mcp → it answered HTTP 501: Unsupported method; GET ORIGIN/mcp → it answered with "text/html" and not with an event stream: Hola
       What to do: check the URL: that of an MCP server usually ends in /mcp or in /sse; mcp-chat doctor shows each attempt
    "#);
    insta::assert_snapshot!(run(&server.origin(), &["--transport", "sse"]), @r"
    ❌ No se pudo conectar con el servidor MCP en ORIGIN/sse
       Causa: respondió con «text/html» y no con un flujo de eventos: Hola
       Qué hacer: la URL parece la de una página web: usa la del flujo SSE (suele terminar en /sse)
    ");
    // Doctor shows each attempt, also in vain.
    let person = Sandbox::new().env("MCP_SERVER_URL", &format!("{}/mcp", server.origin()));
    let checks = person.run(&["doctor", "--json", "--lang", "en"]).json();
    let checks = checks["checks"].as_array().expect("checks").iter();
    let found: Vec<&Value> = checks.filter(|it| it["check"] == "server").collect();
    let details = found[0]["details"].as_array().expect("details").iter();
    let told: Vec<String> = details
        .filter_map(|detail| detail.as_str()?.rsplit_once(" ("))
        .map(|(what, _)| what.replace(&server.origin(), "ORIGIN"))
        .collect();
    let steps = [
        "POST server/discover ORIGIN/mcp → HTTP 501",
        "POST initialize ORIGIN/mcp → HTTP 501",
        "GET ORIGIN/mcp → HTTP 200",
    ];
    assert_eq!(told, steps);
}
