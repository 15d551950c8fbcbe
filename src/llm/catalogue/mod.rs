//! The models that a server offers: `GET /models`, and what is known of each.

mod date;
mod listing;
mod model;
mod retirements;
#[cfg(test)]
mod tests;

pub use date::Date;
pub use model::{Model, Models, Prices, Retirement};
