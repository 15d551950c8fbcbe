use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{DemoError, serve_forever, start};
use crate::{
    error::{Exit, Explain as _, Problem},
    text::Lang,
};

#[tokio::test]
async fn the_demo_starts_and_stops() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("e.db");
    let running = start(&db, true).await.expect("a demo");
    let model = running.model_url.clone().expect("a model");
    assert_eq!((running.server_url.path(), model.path()), ("/sse", "/v1"));
    let stream = reqwest::get(running.server_url.clone()).await.expect("a reply");
    assert!(stream.status().is_success());
    let models = reqwest::get(format!("{model}/models")).await.expect("a reply");
    assert!(models.status().is_success());
    running.stop().await;
    assert!(reqwest::get(format!("{model}/models")).await.is_err(), "it has stopped");
    let without = start(&db, false).await.expect("a demo");
    assert_eq!(without.model_url, None);
    without.stop().await;
}

#[tokio::test]
async fn the_server_says_where_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("e.db");
    for (listen, host) in
        [("127.0.0.1:0", "127.0.0.1"), ("localhost:0", ""), ("0.0.0.0:0", "127.0.0.1")]
    {
        let shutdown = CancellationToken::new();
        let mut ready = None;
        let end = shutdown.clone();
        serve_forever(listen, &db, shutdown, |url| {
            ready = Some(url);
            end.cancel();
        })
        .await
        .expect("served");
        let url = ready.expect("a URL");
        assert_eq!(url.path(), "/sse", "{url}");
        assert!(url.port().is_some_and(|port| port > 0), "{url}");
        assert!(host.is_empty() || url.host_str() == Some(host), "{url}");
    }
}

async fn refused(listen: &str) -> DemoError {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("e.db");
    serve_forever(listen, &db, CancellationToken::new(), |_| {}).await.expect_err("refused")
}

#[tokio::test]
async fn a_port_in_use_says_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let expected = Problem {
        exit: Exit::Config,
        what: format!("No se pudo escuchar en {address}."),
        cause: "Otro programa ya usa ese puerto.".to_owned(),
        advice: "Cierra el otro programa o elige otro puerto, por ejemplo --listen 127.0.0.1:3001."
            .to_owned(),
    };
    assert_eq!(refused(&address).await.explain(Lang::Es), expected);
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    for listen in ["3000", "", "127.0.0.1", "127.0.0.1:70000", "203.0.113.1:0", "\u{1b}[2J:1"] {
        let problem = refused(listen).await.explain(Lang::En);
        assert_eq!(problem.exit, Exit::Config, "{listen}: {problem:?}");
        assert!(problem.advice.contains("--listen 127.0.0.1:3000"), "{listen}: {problem:?}");
        assert!(!problem.what.contains('\u{1b}'), "{problem:?}");
    }
}
