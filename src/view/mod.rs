//! How the agent's work looks: turns and tools as text, for the chat and for scripts.

mod agreements;
mod approval;
mod call_line;
mod model_list;
mod numbers;
mod recap;
mod session_list;
mod spent;
mod thoughts;
mod tool_list;
mod turn_view;
mod waits;

pub use agreements::{agreements_page, book_failure};
pub use approval::{approval_page, argument_name};
pub use model_list::{model_list, no_tools_notice, retirement, retirement_notice};
pub use recap::recap_page;
pub use session_list::{session_line, sessions_page};
pub use spent::usage_page;
pub use thoughts::thoughts_page;
pub use tool_list::{tool_list, tool_page};
pub use turn_view::{Piece, TurnView, notice_text};

use crate::ui::Printer;

/// Prints the pieces in their order.
pub async fn print(printer: &Printer, pieces: Vec<Piece>) {
    for piece in pieces {
        match piece {
            Piece::Answer(text) => printer.answer(text).await,
            Piece::Note(text) => printer.note(text).await,
            Piece::Live(text) => printer.live(text).await,
        }
    }
}
