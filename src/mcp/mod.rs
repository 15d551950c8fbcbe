//! The MCP client: from a URL to tools that can be called.
//!
//! [`Client`] is a cheap handle. Behind it one task (`connection`) owns the link, the session
//! and the response map (`pending`), and reconnects; another (`catalog`) keeps the list of
//! tools. What a server offers beside tools is asked in `offers`; what it tells on its own goes out
//! by `news`. [`transport`] moves bytes, [`protocol`] reads and writes messages without IO.

mod catalog;
mod client;
mod connection;
mod error;
mod news;
mod offers;
mod pending;
pub mod protocol;
pub mod requests;
mod session;
pub mod transport;

pub use client::{Call, Client, Tasks};
pub use connection::Status;
pub use error::{Delivery, Loss, McpError, Tried, Unusable};
pub use news::News;
pub use pending::Limits;

#[cfg(test)]
mod tests;
