//! The agent: a question goes in, the model and the tools work, an answer comes out.
//!
//! [`turn`] is a pure state machine that says what to do next; `driver` does it and reports
//! back: `asking` the model, `calls` the tools, `room` makes the conversation shorter where
//! `gauge` says that it must and `compaction` plans how, `consent` asks the person,
//! `kept` has the last results whole. [`toolbox`] turns the server's tools into
//! functions for the model, [`result`] their results into text for it, [`approval`] decides what
//! may run. [`history`] is what the model is told, [`transcript`] the same on disk, [`usage`] what
//! it cost. Nothing here prints: what happens is an [`Activity`].

mod activity;
pub mod approval;
mod asking;
mod calls;
mod compaction;
mod consent;
mod conversation;
mod driver;
mod gauge;
pub mod history;
mod kept;
mod relay;
pub mod result;
mod room;
mod schema;
mod shape;
pub mod toolbox;
pub mod transcript;
pub mod turn;
pub mod usage;

pub use activity::{Activity, ApprovalRequest, CallFault, CallOutcome, Notice};
pub use approval::{Answer, Decision, Denial, Policy, Rules};
pub use driver::{Agent, Limits, Parts};
pub use kept::{Kept, Results};
pub use shape::Shape;
pub use turn::TurnEnd;
pub use usage::{Spent, Totals};
