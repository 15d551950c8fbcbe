//! A request and its response on their way into a recording, and out of one.

use std::io::{self, ErrorKind};

use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt as _, unfold};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Body, Request, RequestBuilder, Response, ResponseBuilderExt as _, StatusCode};
use url::Url;

use super::{Fault, Unsent, shown};
use crate::tape::{self, Broken, Head, Part, Parts, Player, Recorder, Written};

/// Sends a request and writes down what is sent and what comes.
pub(super) async fn record(
    request: RequestBuilder,
    recorder: &Recorder,
) -> Result<Response, Unsent> {
    let (client, request) = request.build_split();
    let request = request.map_err(|error| Unsent::from(&error))?;
    let written = recorder.exchange(tape_request(&request));
    let response = client.execute(request).await.map_err(|error| {
        let unsent = Unsent::from(&error);
        written.broken(broken(&unsent));
        unsent
    })?;
    written.head(&Head {
        status: response.status().as_u16(),
        headers: tape::telling_headers(response.headers()),
    });
    let (status, headers) = (response.status(), response.headers().clone());
    let url = response.url().clone();
    Ok(rebuilt(status, headers, url, listened(response, written)))
}

/// Passes a body on as it comes, and writes it down.
fn listened(
    response: Response,
    written: Written,
) -> BoxStream<'static, Result<Bytes, reqwest::Error>> {
    unfold((response.bytes_stream(), Some(written)), |(mut body, mut written)| async move {
        let next = body.next().await;
        match (&next, &mut written) {
            (Some(Ok(bytes)), Some(written)) => written.bytes(bytes),
            (Some(Err(error)), _) => {
                if let Some(mut written) = written.take() {
                    written.ended_broken(broken(&Unsent::from(error)));
                }
            }
            (None, _) => {
                if let Some(mut written) = written.take() {
                    written.done();
                }
            }
            (Some(Ok(_)), None) => {}
        }
        next.map(|next| (next, (body, written)))
    })
    .boxed()
}

/// Lets a recording answer. A request whose response was never recorded waits for ever, as it did.
pub(super) async fn play(request: RequestBuilder, player: &Player) -> Result<Response, Unsent> {
    let request = request.build().map_err(|error| Unsent::from(&error))?;
    let url = request.url().clone();
    let mut parts = player.ask(tape_request(&request)).await;
    match parts.next().await {
        Part::Head(head) => {
            let status = StatusCode::from_u16(head.status).unwrap_or(StatusCode::BAD_GATEWAY);
            Ok(rebuilt(status, header_map(&head.headers), url, played(parts)))
        }
        Part::Broken(broken) => Err(unsent(broken)),
        // A body without a head is no recording of ours; nobody ever saw that.
        Part::Bytes(_) | Part::Done => {
            Err(Unsent { fault: Fault::Reset, connect: false, timeout: false })
        }
    }
}

fn played(parts: Parts) -> BoxStream<'static, io::Result<Bytes>> {
    unfold(Some(parts), |parts| async move {
        let mut parts = parts?;
        match parts.next().await {
            Part::Bytes(bytes) => Some((Ok(bytes), Some(parts))),
            Part::Broken(broken) => Some((Err(as_io(&unsent(broken).fault)), None)),
            Part::Done | Part::Head(_) => None,
        }
    })
    .boxed()
}

fn rebuilt<E: std::error::Error + Send + Sync + 'static>(
    status: StatusCode,
    headers: HeaderMap,
    url: Url,
    body: BoxStream<'static, Result<Bytes, E>>,
) -> Response {
    let mut response = ::http::Response::new(Body::wrap_stream(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    // The builder is the only one that takes a URL.
    if let Ok(with_url) = ::http::Response::builder().url(url).body(()) {
        response.extensions_mut().extend(with_url.into_parts().0.extensions);
    }
    Response::from(response)
}

fn tape_request(request: &Request) -> tape::Request {
    let body = request.body().and_then(Body::as_bytes).unwrap_or_default();
    tape::Request {
        method: request.method().as_str().to_owned(),
        // Without credentials and query: either can hold a secret.
        url: shown(request.url()),
        headers: tape::told_headers(request.headers()),
        body: String::from_utf8_lossy(body).into_owned(),
    }
}

fn header_map(headers: &[(String, String)]) -> HeaderMap {
    let parsed = headers.iter().filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value).ok()?))
    });
    parsed.collect()
}

fn broken(unsent: &Unsent) -> Broken {
    let (fault, detail) = match &unsent.fault {
        Fault::Refused => ("refused", String::new()),
        Fault::Dns => ("dns", String::new()),
        Fault::Timeout => ("timeout", String::new()),
        Fault::Reset => ("reset", String::new()),
        Fault::Tls(detail) => ("tls", detail.raw().to_owned()),
        Fault::Other(detail) => ("other", detail.raw().to_owned()),
    };
    let (connect, timeout) = (unsent.connect, unsent.timeout);
    Broken { fault: fault.to_owned(), detail, connect, timeout }
}

fn unsent(broken: Broken) -> Unsent {
    let Broken { fault, detail, connect, timeout } = broken;
    let fault = match fault.as_str() {
        "refused" => Fault::Refused,
        "dns" => Fault::Dns,
        "timeout" => Fault::Timeout,
        "reset" => Fault::Reset,
        "tls" => Fault::Tls(detail.into()),
        _ => Fault::Other(detail.into()),
    };
    Unsent { fault, connect, timeout }
}

/// Returns an error that [`Fault::of`] reads as this fault once it broke a body.
fn as_io(fault: &Fault) -> io::Error {
    match fault {
        Fault::Refused => ErrorKind::ConnectionRefused.into(),
        Fault::Dns => io::Error::other("dns error"),
        Fault::Timeout => ErrorKind::TimedOut.into(),
        Fault::Reset => ErrorKind::ConnectionReset.into(),
        Fault::Tls(detail) | Fault::Other(detail) => io::Error::other(detail.raw().to_owned()),
    }
}
