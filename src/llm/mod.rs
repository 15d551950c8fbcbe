//! The model API: `POST /chat/completions`, streamed, of OpenAI, OpenRouter or any compatible
//! server.
//!
//! [`Client::complete`] sends a [`Request`] and returns a [`Reply`], telling on the way what
//! arrives. The rest is pure: what a host accepts (`profile`), what a model was seen to refuse
//! (`rejection`), what chunks add up to (`accumulate`, `calls`, `think`), what an error body means
//! (`error_body`, `error`, `overflow`), whether to try again (`retry`). Servers differ in what they
//! send, so chunks are read leniently from JSON values, never by derived types.
//!
//! [`catalogue`] knows which models a server offers, [`Warmer`] opens the connection ahead.

mod accumulate;
mod address;
mod answer;
mod calls;
pub mod catalogue;
mod chunk;
mod client;
mod error;
mod error_body;
mod explain;
mod message;
mod overflow;
mod profile;
mod rejection;
mod reply;
mod request;
mod retry;
#[cfg(test)]
mod tests;
mod think;
mod warm;

pub use accumulate::{Accumulator, Unfinished};
pub use client::Client;
pub use error::{ApiError, Class, Error, ErrorKind, Target};
pub use error_body::Details;
pub use message::{Assistant, Message, Reasoning, ReasoningField, ToolCall, without_reasoning};
pub use overflow::Overflow;
pub use profile::Profile;
pub use reply::{
    Adjustment, BadArguments, Finish, MAX_CALLS, Reply, StreamedCall, Update, Usage, plain_name,
};
pub use request::{Function, Request, ToolChoice};
pub use warm::Warmer;
