//! The terminal's output: its one writer, and colours. A leaf.
//!
//! Output is append-only: only the live line, the last one, is ever written again.

mod printer;
mod spinner;
mod theme;

pub use printer::{AboveLine, Printer, PrinterThread, Streams};
pub use spinner::Spinner;
pub use theme::Theme;
