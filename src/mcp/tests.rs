//! The client over a transport in memory, with the clock paused: no socket, no waiting.

mod answers;
mod asked;
mod handshake;
mod limits;
mod offers;
mod reconnection;
mod repetition;
mod silence;
mod tools;
mod wire;
