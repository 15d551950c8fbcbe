//! Event streams.
pub mod decode;
