//! Asking over real connections: what is sent, and what becomes of every kind of answer.

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};

use super::{
    fixture,
    server::{Answer, KEY, Server, answer, names},
    summary,
};
use crate::{
    config::{ModelSettings, Provider},
    error::Explain as _,
    http::{self, Fault},
    llm::catalogue::{Asked, KeyInfo, Unlisted, Why, key_info, list},
    text::Lang,
};

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).expect("memory");
    encoder.finish().expect("memory")
}

/// Asks a server that gives this answer, and returns why there is no list.
async fn unlisted(answer: Answer) -> Unlisted {
    let server = Server::start([answer]).await;
    let mut source = server.source();
    source.limit = Duration::from_secs(10);
    let mut unlisted = source.models().await.expect_err("no list");
    // The port is another one in each run.
    let target = std::sync::Arc::make_mut(&mut unlisted.target);
    target.base_url = "http://host/v1".to_owned();
    unlisted
}

fn told(unlisted: &Unlisted, lang: Lang) -> String {
    let problem = unlisted.explain(lang);
    format!("{}\nexit {:?}", problem.lines(lang).join("\n"), problem.exit)
}

#[tokio::test]
async fn a_list_is_asked_for_with_the_key() {
    let c03 = fixture("c03_openai_models_shutdown.json");
    let mut server = Server::start([answer("200 OK", "", &c03), names(&[])]).await;
    let http = http::client().expect("a client");
    let listed = list(http.clone(), &server.settings(Some(KEY))).await.expect("a list");
    assert_eq!(summary(&listed), "gpt-4o-mini · ends 2027-01-14\ngpt-6-luna");
    assert!(list(http, &server.settings(None)).await.expect("a list").is_empty());
    let [with, without] = &server.requests()[..] else { panic!("two requests") };
    for line in [
        "get /v1/models http/1.1",
        "authorization: bearer sk-test-0123456789",
        "accept: application/json",
        "accept-encoding: gzip",
    ] {
        assert!(with.lines().any(|actual| actual == line), "{line} is not in\n{with}");
    }
    assert!(!without.contains("authorization"), "{without}");
}

#[tokio::test]
async fn a_compressed_list_is_read_and_a_bomb_is_not() {
    let c01 = fixture("c01_openrouter_models.json");
    let headers = "content-encoding: gzip\r\n";
    let server = Server::start([answer("200 OK", headers, &gzip(&c01))]).await;
    let listed = server.source().models().await.expect("a list");
    assert!(listed.get("perplexity/sonar").is_some());
    let bomb = gzip(&vec![b' '; 17 * 1024 * 1024]);
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    let why = unlisted(answer("200 OK", headers, &bomb)).await.why;
    assert_eq!(why, Why::TooLarge(16 * 1024 * 1024));
}

#[tokio::test]
async fn a_refused_key_is_told_and_never_shown() {
    let body = format!("{{\"error\":{{\"message\":\"Incorrect API key provided: {KEY}\"}}}}");
    let unlisted = unlisted(answer("401 No", "", body.as_bytes())).await;
    assert!(!format!("{unlisted:?} {unlisted}").contains(KEY), "{unlisted:?}");
    insta::assert_snapshot!(told(&unlisted, Lang::Es), @"
    ❌ No se pudo obtener la lista de modelos de http://host/v1
       Causa: Incorrect API key provided: sk-… [HTTP 401]
       Qué hacer: comprueba la clave que está en OPENAI_API_KEY
    exit Config
    ");
    insta::assert_snapshot!(told(&unlisted, Lang::En), @"
    ❌ The list of models could not be had from http://host/v1
       Cause: Incorrect API key provided: sk-… [HTTP 401]
       What to do: check the key in OPENAI_API_KEY
    exit Config
    ");
}

#[tokio::test]
async fn a_server_without_a_list_is_told_apart() {
    for status in ["404 Not Found", "405 Not Allowed", "501 Not Implemented"] {
        let unlisted = unlisted(answer(status, "", b"nope")).await;
        let number = status[..3].parse().expect("a status");
        assert_eq!((unlisted.asked, unlisted.why), (Asked::Models, Why::Absent(number)));
    }
    let unlisted = unlisted(answer("404 Not Found", "", b"")).await;
    insta::assert_snapshot!(told(&unlisted, Lang::Es), @"
    ❌ No se pudo obtener la lista de modelos de http://host/v1
       Causa: el servidor no publica una lista de modelos (HTTP 404)
       Qué hacer: escribe el nombre del modelo tal como lo llama el servidor (/modelo o --model): la lista no hace falta para chatear
    exit Model
    ");
    insta::assert_snapshot!(told(&unlisted, Lang::En), @"
    ❌ The list of models could not be had from http://host/v1
       Cause: the server publishes no list of models (HTTP 404)
       What to do: write the model's name as the server calls it (/model or --model): the list is not needed to chat
    exit Model
    ");
}

#[tokio::test]
async fn other_refusals_are_told_in_the_servers_words() {
    let limited = answer("429 Slow", "", b"{\"error\":{\"message\":\"slow\\u001b[2J down\"}}");
    insta::assert_snapshot!(told(&unlisted(limited).await, Lang::Es), @"
    ❌ No se pudo obtener la lista de modelos de http://host/v1
       Causa: slow␛[2J down [HTTP 429]
       Qué hacer: la causa dice por qué el servidor no la da; escribe el nombre del modelo (/modelo o --model), la lista no hace falta para chatear
    exit Model
    ");
    let in_success = answer("200 OK", "", b"{\"error\":{\"message\":\"oops\",\"code\":500}}");
    insta::assert_snapshot!(told(&unlisted(in_success).await, Lang::En), @"
    ❌ The list of models could not be had from http://host/v1
       Cause: oops [HTTP 500]
       What to do: the cause says why the server does not give it; write the model's name (/model or --model), the list is not needed to chat
    exit Model
    ");
}

#[tokio::test]
async fn junk_is_no_list_however_large() {
    let page = answer("200 OK", "", b"<html><h1>Hola\x1b[2J</h1></html>");
    insta::assert_snapshot!(told(&unlisted(page).await, Lang::Es), @"
    ❌ No se pudo obtener la lista de modelos de http://host/v1
       Causa: lo que respondió no es una lista de modelos: Hola␛[2J
       Qué hacer: comprueba la dirección (OPENAI_BASE_URL o --base-url): suele terminar en /v1
    exit Model
    ");
    insta::assert_snapshot!(told(&unlisted(answer("200 OK", "", b"")).await, Lang::En), @"
    ❌ The list of models could not be had from http://host/v1
       Cause: what it answered is no list of models: no content
       What to do: check the address (OPENAI_BASE_URL or --base-url): it usually ends in /v1
    exit Model
    ");
    let large = unlisted(answer("200 OK", "", &vec![b'x'; 10 * 1024 * 1024])).await.why;
    let Why::Other(extract) = large else { panic!("{large:?}") };
    assert_eq!(extract.raw().chars().count(), 201);
    let larger = unlisted(answer("200 OK", "", &vec![b'['; 17 * 1024 * 1024])).await;
    insta::assert_snapshot!(told(&larger, Lang::Es), @"
    ❌ No se pudo obtener la lista de modelos de http://host/v1
       Causa: la respuesta supera los 16 MiB
       Qué hacer: escribe el nombre del modelo tal como lo llama el servidor (/modelo o --model): la lista no hace falta para chatear
    exit Model
    ");
    let deep = unlisted(answer("200 OK", "", &vec![b'['; 1024 * 1024])).await.why;
    assert!(matches!(deep, Why::Other(_)), "{deep:?}");
}

#[tokio::test]
async fn the_key_does_not_follow_a_redirect_to_another_origin() {
    let mut elsewhere = Server::start([names(&["a"])]).await;
    let to = format!("location: {}/models?token=t\r\n", elsewhere.base_url);
    let unlisted = unlisted(answer("302 Found", &to, b"")).await;
    let Why::Redirected(shown) = &unlisted.why else { panic!("{unlisted:?}") };
    assert_eq!(shown.raw(), format!("{}/models", elsewhere.base_url));
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
    // Within the origin it does.
    let near = answer("302 Found", "location: /v1/other\r\n", b"");
    let mut server = Server::start([near, names(&["a"])]).await;
    assert!(server.source().models().await.expect("a list").get("a").is_some());
    let last = server.requests().pop().expect("a request");
    assert!(last.starts_with("get /v1/other"), "{last}");
    assert!(last.contains("authorization: bearer sk-test"), "{last}");
}

#[tokio::test]
async fn no_server_is_waited_for_without_end() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"data\":[".to_vec();
    for bytes in [vec![], head] {
        let server = Server::start([Answer { bytes, hangs: true, ..Answer::default() }]).await;
        let mut source = server.source();
        source.limit = Duration::from_millis(200);
        let begun = Instant::now();
        let unlisted = source.models().await.expect_err("no list");
        assert_eq!(unlisted.why, Why::Slow(Duration::from_millis(200)));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}

#[tokio::test]
async fn a_connection_that_fails_is_told_as_such() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"data\":[".to_vec();
    for bytes in [vec![], cut] {
        let why = unlisted(Answer { bytes, ..Answer::default() }).await.why;
        assert_eq!(why, Why::Connection(Fault::Reset));
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let server = Server::start([]).await;
    let base_url = format!("http://{address}/v1").parse().expect("a URL");
    let settings = ModelSettings { base_url, ..server.settings(Some("bad\nkey")) };
    let http = http::client().expect("a client");
    let bad_key = list(http.clone(), &settings).await.expect_err("no list");
    assert_eq!((&bad_key.why, bad_key.is_key()), (&Why::BadKey, true));
    let settings = ModelSettings { key: None, ..settings };
    let refused = list(http, &settings).await.expect_err("no list");
    assert_eq!((refused.why, refused.asked), (Why::Connection(Fault::Refused), Asked::Models));
}

#[tokio::test]
async fn openrouter_alone_is_asked_about_the_key() {
    let c02 = fixture("c02_openrouter_key.json");
    let wrong = b"{\"error\":{\"message\":\"User not found.\",\"code\":401}}";
    let mut server = Server::start([
        answer("200 OK", "", &c02),
        answer("401 No", "", wrong),
        answer("404 No", "", b""),
        answer("200 OK", "", b"hola"),
    ])
    .await;
    let http = || http::client().expect("a client");
    let settings = server.settings(Some(KEY));
    assert_eq!(key_info(http(), &settings).await, Ok(None));
    let keyless = ModelSettings { provider: Provider::OpenRouter, ..server.settings(None) };
    assert_eq!(key_info(http(), &keyless).await, Ok(None));
    assert_eq!(server.requests(), Vec::<String>::new());

    let settings = ModelSettings { provider: Provider::OpenRouter, ..settings };
    let expected =
        KeyInfo { limit: Some(5.0), remaining: Some(4.9), used: Some(0.1), free_tier: false };
    assert_eq!(key_info(http(), &settings).await, Ok(Some(expected)));
    let mut refused = key_info(http(), &settings).await.expect_err("a wrong key");
    std::sync::Arc::make_mut(&mut refused.target).base_url = "http://host/v1".to_owned();
    insta::assert_snapshot!(told(&refused, Lang::Es), @"
    ❌ No se pudo comprobar la clave en http://host/v1
       Causa: User not found. [HTTP 401]
       Qué hacer: comprueba la clave que está en OPENROUTER_API_KEY
    exit Config
    ");
    assert_eq!(key_info(http(), &settings).await, Ok(None));
    let other = key_info(http(), &settings).await.expect_err("no answer");
    assert_eq!((other.asked, other.why), (Asked::Key, Why::Other("hola".into())));
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|head| head.starts_with("get /v1/key http/1.1")), "{requests:?}");
}
