//! A large tool result through the whole client; the decoder alone is the bench `decode`.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

use mcp_chat::mcp::Call;
use serde_json::Map;

use crate::clients::{Bare, Ours, runtime};
use crate::figures::{Figures, line};
use crate::servers::{Servers, TOOL};

const MEBIBYTE: usize = 1024 * 1024;

/// Measures calls whose results grow; time that grows faster than the result is a fault.
pub(crate) fn run(folder: &Path) {
    println!("a large result through the whole client (for information)");
    let servers = Servers::start();
    runtime().block_on(async {
        let client = Ours::connect(&servers, folder).await;
        let mut bare = Bare::connect(&servers).await;
        let call =
            Call { name: TOOL.to_owned(), arguments: Map::new(), repeatable: true, progress: None };
        for mebibytes in [1, 8] {
            servers.script.result.store(mebibytes * MEBIBYTE, Ordering::Relaxed);
            let (mut ours, mut its) = (Figures::default(), Figures::default());
            for _ in 0..7 {
                let began = Instant::now();
                client.mcp.call_tool(&call).await.expect("a result");
                ours.add(began.elapsed());
                let began = Instant::now();
                bare.call(TOOL).await;
                its.add(began.elapsed());
            }
            line(&format!("{mebibytes} MiB: ours, up to the parsed result"), &ours);
            line(&format!("{mebibytes} MiB: bare, up to the parsed JSON"), &its);
        }
    });
}
