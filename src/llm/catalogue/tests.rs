//! The catalogue against the lists that servers really send (`tests/fixtures/model/catalog`), a
//! disk that holds anything, and a server that answers anything.

mod asked;
mod disk;
mod kept;
mod lists;
mod server;

use super::{Model, Models};

/// Reads a file of `tests/fixtures/model/catalog`.
pub(super) fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/model/catalog");
    std::fs::read(format!("{folder}/{name}")).expect(name)
}

/// Writes all that is known of each model, a line each.
fn summary(models: &Models) -> String {
    let line = |model: &Model| {
        let Model { id, context, prices, takes_tools, retirement } = model;
        let mut parts = vec![id.to_string()];
        parts.extend(context.map(|tokens| format!("window {tokens}")));
        parts.extend(prices.input.map(|price| format!("in {price}")));
        parts.extend(prices.output.map(|price| format!("out {price}")));
        parts.extend(takes_tools.map(|takes| format!("tools {takes}")));
        parts.extend(retirement.as_ref().map(|end| {
            let instead = end.replacement.as_ref().map(|id| format!(" for {id}"));
            format!("ends {}{}", end.date, instead.unwrap_or_default())
        }));
        parts.join(" · ")
    };
    models.iter().map(line).collect::<Vec<_>>().join("\n")
}
