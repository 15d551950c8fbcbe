//! The catalogue as the chat uses it: what it knows when, and when it asks.

use std::{
    path::Path,
    time::{Duration, Instant, SystemTime},
};

use super::server::{Answer, Server, answer, names};
use crate::llm::{
    Profile,
    catalogue::{Catalogue, Model, Models, Prices, Unlisted, Why, cache::Cache},
};

/// Long enough for anything that comes at all.
const LONG: Duration = Duration::from_secs(20);
const HOUR: u64 = 3600;

fn known(models: &Models) -> Vec<&str> {
    models.iter().map(|model| model.id.raw()).collect()
}

fn hanging() -> Answer {
    Answer { hangs: true, ..Answer::default() }
}

fn failing() -> Answer {
    answer("500 Oops", "", b"{\"error\":\"no\"}")
}

/// Puts a list of that age on disk.
fn write(folder: &Path, base_url: &str, id: &str, hours: u64) {
    let prices = Prices::default();
    let model = Model { id: id.into(), context: None, prices, takes_tools: None, retirement: None };
    let models = Models::new(vec![model], Profile::Other);
    let at = SystemTime::now() - Duration::from_secs(hours * HOUR);
    Cache::new(folder, base_url).write(&models, at).expect("written");
}

async fn listed(catalogue: &Catalogue) -> Vec<String> {
    let models = catalogue.models(LONG).await.expect("models");
    known(&models).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn what_was_asked_once_is_known_to_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start([names(&["b", "a"])]).await;
    let first = Catalogue::of(server.source(), Some(folder.path()));
    assert_eq!(listed(&first).await, ["a", "b"]);
    assert_eq!(known(&first.known()), ["a", "b"]);
    let second = Catalogue::of(server.source(), Some(folder.path()));
    assert_eq!(listed(&second).await, ["a", "b"]);
    assert_eq!(listed(&second).await, ["a", "b"]);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_list_is_asked_for_again_when_it_is_a_day_old() {
    for (hours, models, requests) in [(23, "old", 0), (25, "new", 1)] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = Server::start([names(&["new"])]).await;
        write(folder.path(), &server.base_url, "old", hours);
        let catalogue = Catalogue::of(server.source(), Some(folder.path()));
        assert_eq!(listed(&catalogue).await, [models], "{hours} hours");
        assert_eq!(server.requests().len(), requests, "{hours} hours");
    }
}

#[tokio::test(start_paused = true)]
async fn a_chat_that_lasts_for_days_asks_every_day() {
    let mut server = Server::start([names(&["first"]), names(&["second"])]).await;
    let mut catalogue = Catalogue::of(server.source(), None);
    // Not a wait of the catalogue's: with time standing still its limits would run out at once.
    catalogue.known.changed().await.expect("the task runs");
    assert_eq!(known(&catalogue.known()), ["first"]);
    let first = tokio::time::Instant::now();
    catalogue.known.changed().await.expect("the task runs");
    assert_eq!(known(&catalogue.known()), ["second"]);
    assert_eq!(first.elapsed().as_secs() / HOUR, 24);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn an_old_list_is_better_than_none() {
    for fault in [failing(), hanging()] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start([fault.clone(), fault]).await;
        write(folder.path(), &server.base_url, "old", 48);
        let mut source = server.source();
        source.limit = Duration::from_millis(500);
        let catalogue = Catalogue::of(source, Some(folder.path()));
        assert_eq!(listed(&catalogue).await, ["old"]);
        // A new one was asked for, and an old one is none.
        assert!(catalogue.refresh(LONG).await.is_err());
        assert_eq!(known(&catalogue.known()), ["old"]);
    }
}

#[tokio::test]
async fn a_list_on_disk_that_cannot_be_used_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(vec![names(&["new"]); 3]).await;
    write(folder.path(), "http://127.0.0.1:9/v1", "of another", 0);
    let catalogue = Catalogue::of(server.source(), Some(folder.path()));
    assert_eq!(listed(&catalogue).await, ["new"]);
    let files = folder.path().join("models").read_dir().expect("a folder");
    for file in files {
        std::fs::write(file.expect("an entry").path(), "{\"version\":2}").expect("written");
    }
    let catalogue = Catalogue::of(server.source(), Some(folder.path()));
    assert_eq!(listed(&catalogue).await, ["new"]);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_disk_that_cannot_be_written_does_not_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").expect("written");
    let mut server = Server::start(vec![names(&["a"]); 2]).await;
    let catalogue = Catalogue::of(server.source(), Some(&file));
    assert_eq!(listed(&catalogue).await, ["a"]);
    let models = catalogue.refresh(LONG).await.expect("models");
    assert_eq!((known(&models), server.requests().len()), (vec!["a"], 2));
}

#[tokio::test]
async fn a_silent_server_keeps_nobody_waiting() {
    let server = Server::start([hanging()]).await;
    let begun = Instant::now();
    let catalogue = Catalogue::of(server.source(), None);
    assert!(catalogue.known().is_empty());
    let limit = Duration::from_millis(100);
    let Err(Unlisted { why, .. }) = catalogue.models(limit).await else { panic!("no list") };
    assert_eq!(why, Why::Slow(limit));
    assert!(begun.elapsed() < LONG / 2);

    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &server.base_url, "old", 48);
    let mut catalogue = Catalogue::of(server.source(), Some(folder.path()));
    catalogue.known.changed().await.expect("what is on disk");
    let models = catalogue.models(limit).await.expect("what is on disk");
    assert_eq!(known(&models), ["old"]);
    assert!(catalogue.refresh(limit).await.is_err());
    assert!(begun.elapsed() < LONG / 2);
}

#[tokio::test]
async fn a_failure_is_told_and_the_next_wish_tries_again() {
    let mut server = Server::start([failing(), failing(), names(&["a"])]).await;
    let catalogue = Catalogue::of(server.source(), None);
    let Err(Unlisted { why: Why::Refused(error), .. }) = catalogue.models(LONG).await else {
        panic!("no list")
    };
    assert_eq!(error.to_string(), "no [HTTP 500]");
    // The first wish came before or after the first failure.
    drop(catalogue.models(LONG).await);
    assert_eq!(listed(&catalogue).await, ["a"]);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn many_wait_for_one_answer() {
    let slow = Answer { after: Duration::from_millis(300), ..names(&["a"]) };
    let mut server = Server::start([slow]).await;
    let catalogue = Catalogue::of(server.source(), None);
    let waiting = (0..50).map(|_| async { listed(&catalogue).await });
    let all = futures_util::future::join_all(waiting).await;
    assert_eq!(all, vec![["a"]; 50]);
    assert_eq!(server.requests().len(), 1);

    let slow = Answer { after: Duration::from_millis(300), ..failing() };
    let mut server = Server::start([slow]).await;
    let catalogue = Catalogue::of(server.source(), None);
    let waiting = (0..10).map(|_| catalogue.models(LONG));
    let all = futures_util::future::join_all(waiting).await;
    assert!(all.iter().all(Result::is_err), "{all:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_new_list_is_had_for_the_asking() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start([names(&["a"]), names(&["a", "pulled"])]).await;
    let catalogue = Catalogue::of(server.source(), Some(folder.path()));
    assert_eq!(listed(&catalogue).await, ["a"]);
    let models = catalogue.refresh(LONG).await.expect("models");
    assert_eq!(known(&models), ["a", "pulled"]);
    assert_eq!(known(&catalogue.known()), ["a", "pulled"]);
    let next = Catalogue::of(server.source(), Some(folder.path()));
    assert_eq!(listed(&next).await, ["a", "pulled"]);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn the_task_ends_with_the_last_handle() {
    let server = Server::start([names(&["a"])]).await;
    let catalogue = Catalogue::of(server.source(), None);
    assert_eq!(listed(&catalogue).await, ["a"]);
    let mut known = catalogue.known.clone();
    let clone = catalogue.clone();
    drop(catalogue);
    assert_eq!(listed(&clone).await, ["a"]);
    drop(clone);
    let end = async { while known.changed().await.is_ok() {} };
    tokio::time::timeout(LONG, end).await.expect("the task ends");
}
