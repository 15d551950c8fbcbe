//! The list of tools: pages, odd cursors, and changes.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::wire::{SECOND, Wire, assert_works, connected, memory};
use crate::mcp::{Client, Tasks};

/// Connects to a server whose pages are made by `page` from the cursor; gives the names of the
/// tools and the cursors that were sent.
async fn listed(page: impl Fn(Option<&str>) -> Result<Value, Value>) -> (Vec<String>, Vec<Value>) {
    let (memory, mut server) = memory();
    let connecting = tokio::spawn(Client::connect(memory, SECOND));
    let mut wire = server.accept_session().await;
    let mut cursors = vec![];
    while !connecting.is_finished() {
        for sent in wire.drain() {
            let request = sent.accept();
            assert_eq!(request["method"], "tools/list");
            let cursor = request["params"].get("cursor").cloned();
            let mut answer = json!({ "jsonrpc": "2.0", "id": request["id"] });
            match page(cursor.as_ref().and_then(Value::as_str)) {
                Ok(result) => answer["result"] = result,
                Err(error) => answer["error"] = error,
            }
            cursors.push(cursor.unwrap_or_default());
            wire.put(answer).await;
        }
        tokio::task::yield_now().await;
    }
    let (client, _tasks): (Client, Tasks) = connecting.await.expect("no panic").expect("connected");
    (names(&client), cursors)
}

fn names(client: &Client) -> Vec<String> {
    client.tools().iter().map(|tool| tool.name.raw().to_owned()).collect()
}

fn page(names: &[&str], next: Option<&str>) -> Value {
    let tools: Vec<_> = names.iter().map(|name| json!({ "name": name })).collect();
    json!({ "tools": tools, "nextCursor": next })
}

#[tokio::test(start_paused = true)]
async fn pages_are_followed_and_an_empty_cursor_is_one() {
    let pages = |cursor: Option<&str>| {
        Ok(match cursor {
            None => page(&["a", "b"], Some("")),
            Some("") => page(&["c"], Some("last")),
            Some(_) => page(&["d"], None),
        })
    };
    let cursors = vec![json!(null), json!(""), json!("last")];
    let expected = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    assert_eq!(listed(pages).await, (expected, cursors));
}

#[tokio::test(start_paused = true)]
async fn a_repeated_cursor_ends_the_list() {
    let (names, cursors) = listed(|_| Ok(page(&["a"], Some("same")))).await;
    assert_eq!((names.len(), cursors), (2, vec![json!(null), json!("same")]));
}

#[tokio::test(start_paused = true)]
async fn an_endless_list_is_cut_after_a_hundred_pages() {
    let endless = |cursor: Option<&str>| {
        let number: usize = cursor.map_or(0, |cursor| cursor.parse().expect("a number"));
        Ok(page(&["a"], Some(&(number + 1).to_string())))
    };
    let (names, cursors) = listed(endless).await;
    assert_eq!((names.len(), cursors.len()), (100, 100));
}

#[tokio::test(start_paused = true)]
async fn a_page_that_fails_keeps_the_earlier_ones() {
    let failing = |cursor: Option<&str>| match cursor {
        None => Ok(page(&["a"], Some("next"))),
        Some(_) => Err(json!({ "code": -32603, "message": "broken" })),
    };
    assert_eq!(listed(failing).await.0, ["a"]);
}

async fn change(wire: &Wire) {
    wire.put(json!({ "jsonrpc": "2.0", "method": "notifications/tools/list_changed" })).await;
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_changes_is_one_list() {
    let (client, _tasks, _server, mut wire) = connected().await;
    let start = Instant::now();
    for _ in 0..5 {
        change(&wire).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    wire.list(&json!([{ "name": "new" }])).await;
    // 200 ms after the last.
    assert_eq!(start.elapsed().as_millis() / 100, 6);
    assert_works(&client, &mut wire).await;
    assert_eq!(names(&client), ["new"]);
    assert!(wire.is_quiet(10 * SECOND).await);
}

#[tokio::test(start_paused = true)]
async fn changes_without_end_are_listed_all_the_same() {
    let (_client, _tasks, _server, mut wire) = connected().await;
    let start = Instant::now();
    let mut lists = vec![];
    while start.elapsed() < 5 * SECOND {
        change(&wire).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        for sent in wire.drain() {
            assert_eq!(sent.message["method"], "tools/list");
            lists.push(start.elapsed().as_secs());
            let id = sent.id();
            sent.accept();
            wire.answer(id, json!({ "tools": [] })).await;
        }
    }
    assert_eq!(lists, [2, 4]);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_fails_keeps_the_tools() {
    let (memory, mut server) = memory();
    let connecting = tokio::spawn(Client::connect(memory, SECOND));
    let mut wire = server.accept_listing(&json!([{ "name": "old" }])).await;
    let (client, _tasks) = connecting.await.expect("no panic").expect("connected");
    change(&wire).await;
    let list = wire.take("tools/list").await;
    let error = json!({ "code": 1, "message": "m" });
    wire.put(json!({ "jsonrpc": "2.0", "id": list["id"], "error": error })).await;
    assert_works(&client, &mut wire).await;
    assert_eq!(names(&client), ["old"]);
    // The next change is seen.
    change(&wire).await;
    wire.list(&json!([])).await;
    assert_works(&client, &mut wire).await;
    assert_eq!(names(&client), Vec::<String>::new());
}
