//! The agent: a question goes in, the model and the tools work, an answer comes out.
//!
//! [`turn`] is a pure state machine that says what to do next; `driver` does it and reports
//! back. [`toolbox`] turns the server's tools into functions for the model, [`result`] their
//! results into text for it, [`approval`] decides what may run. [`history`] is what the model is
//! told, [`transcript`] the same on disk. Nothing here prints: what happens is an [`Activity`].

mod activity;
pub mod approval;
mod calls;
mod driver;
pub mod history;
mod relay;
pub mod result;
mod schema;
pub mod toolbox;
pub mod transcript;
pub mod turn;

pub use activity::{Activity, ApprovalRequest, CallOutcome, Notice};
pub use approval::{Decision, Policy};
pub use driver::{Agent, Parts};
pub use turn::TurnEnd;
