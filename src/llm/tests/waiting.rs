//! What a person sees while a request waits to be sent again, on a clock that only the wait moves.

use std::time::Duration;

use tokio::time::Instant;

use crate::llm::{Update, client::count_down};

/// What is told during a wait of so many milliseconds, each with the milliseconds since its begin.
async fn told(wait: u64) -> Vec<(u64, u128)> {
    let begun = Instant::now();
    let mut told = Vec::new();
    let on = &mut |update| match update {
        Update::RetryIn(seconds) => told.push((seconds, begun.elapsed().as_millis())),
        other => panic!("{other:?}"),
    };
    count_down(Duration::from_millis(wait), on).await;
    told.push((0, begun.elapsed().as_millis()));
    told
}

#[tokio::test(start_paused = true)]
async fn the_seconds_are_counted_down() {
    assert_eq!(told(3000).await, [(3, 0), (2, 1000), (0, 3000)]);
    assert_eq!(told(2500).await, [(3, 0), (2, 1000), (0, 2500)]);
    // Nobody can read what stands for less than a second.
    assert_eq!(told(1000).await, [(0, 1000)]);
    assert_eq!(told(40).await, [(0, 40)]);
    assert_eq!(told(0).await, [(0, 0)]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_tells_nothing_more() {
    let mut told = 0;
    let on = &mut |_| told += 1;
    let wait = count_down(Duration::from_secs(60), on);
    let given_up = tokio::time::timeout(Duration::from_millis(2500), wait).await;
    assert!(given_up.is_err());
    assert_eq!(told, 3, "60, 59 and 58");
}
