//! Markdown as a terminal shows it while it streams. Pure: text in, bytes to append out.
//!
//! Nothing that was printed is ever changed. A line of text appears as it arrives; what can be
//! known only later is held back for as long: the few characters that tell what a line is, a span
//! until it closes, a line of code, a table until it ends. However the text is cut into pieces,
//! the output is the same.
//!
//! [`Markdown`] tells the blocks apart, `inline` the spans, `flow` wraps, `table` and `code` draw
//! theirs.

mod block;
mod code;
mod face;
mod fence;
mod flow;
mod inline;
mod table;

pub use fence::fenced;

use crate::ui::Theme;
use block::{Block, Fence, decide};
use face::Face;
use flow::Flow;
use inline::Inline;
use table::Table;

/// A block that is being drawn.
#[derive(Debug)]
enum At {
    /// Between two lines, or in one of which it is not known yet what it is.
    Undecided,
    /// In a line of text.
    Text { face: Face, inline: Inline },
    /// In a line that is drawn once it is whole.
    Whole(Block),
}

/// An answer that is being drawn.
#[derive(Debug)]
pub struct Markdown {
    flow: Flow,
    at: At,
    /// The line so far, unless it is text.
    line: String,
    fence: Option<Fence>,
    table: Table,
    /// Whether a blank line was just printed, or nothing was.
    blank: bool,
}

impl Markdown {
    /// Begins an answer in a terminal of `width` columns, of which the first line has used some.
    pub fn new(width: usize, used: usize, theme: Theme) -> Self {
        Self {
            flow: Flow::new(width, used, theme),
            at: At::Undecided,
            line: String::new(),
            fence: None,
            table: Table::default(),
            blank: true,
        }
    }

    /// Takes over another width; what was printed stays.
    pub fn resize(&mut self, width: usize) {
        self.flow.resize(width);
    }

    /// Whether the cursor stands at the start of a line.
    pub fn is_fresh(&self) -> bool {
        self.flow.is_fresh()
    }

    /// Returns what to print for the next piece, whose control characters were replaced.
    pub fn push(&mut self, text: &str) -> String {
        let mut rest = text;
        while let Some((line, after)) = rest.split_once('\n') {
            self.feed(line);
            self.end_line();
            rest = after;
        }
        self.feed(rest);
        self.flow.take()
    }

    /// Ends the answer and returns what was held back.
    pub fn finish(&mut self) -> String {
        let open = match &self.at {
            At::Undecided => !self.line.trim().is_empty(),
            At::Text { .. } | At::Whole(_) => true,
        };
        if open {
            self.decide(true);
            self.end_block();
        }
        self.flush_table();
        self.fence = None;
        self.flow.take()
    }

    fn feed(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match &mut self.at {
            At::Text { face, inline } => {
                let (face, flow) = (*face, &mut self.flow);
                inline.push(text, &mut |put| flow.take_in(&put, face));
            }
            At::Whole(_) => self.line.push_str(text),
            At::Undecided => {
                self.line.push_str(text);
                self.decide(false);
            }
        }
    }

    fn end_line(&mut self) {
        if matches!(self.at, At::Undecided) && self.line.trim().is_empty() && self.fence.is_none() {
            self.line.clear();
            self.flush_table();
            if !std::mem::replace(&mut self.blank, true) {
                self.flow.newline();
            }
            return;
        }
        self.decide(true);
        self.end_block();
    }

    /// Finds out what the line is, if that can be known; `whole` says that it ends here.
    fn decide(&mut self, whole: bool) {
        if !matches!(self.at, At::Undecided) {
            return;
        }
        let Some(block) = decide(&self.line, self.fence.as_ref(), whole) else { return };
        if block != Block::Row {
            self.flush_table();
        }
        let (face, first, hang, text_from) = match &block {
            Block::Row | Block::Rule | Block::Code | Block::Fence(_) => {
                self.at = At::Whole(block);
                return;
            }
            Block::Heading { text, marks } => {
                // Where nothing can be bold, the marks tell that this is a heading.
                let first = if self.flow.is_painted() { String::new() } else { marks.clone() };
                (Face::HEADING, first, String::new(), *text)
            }
            Block::Quote { text } => (Face::PLAIN, "│ ".to_owned(), "│ ".to_owned(), *text),
            Block::Item { text, indent, mark } => {
                let first = format!("{}{mark} ", " ".repeat(*indent));
                let hang = " ".repeat(flow::width(&first));
                (Face::PLAIN, first, hang, *text)
            }
            Block::Paragraph { text, indent } => {
                let hang = " ".repeat(*indent);
                (Face::PLAIN, hang.clone(), hang, *text)
            }
        };
        self.blank = false;
        self.flow.begin(&first, &hang);
        self.at = At::Text { face, inline: Inline::default() };
        let line = std::mem::take(&mut self.line);
        self.feed(&line[text_from..]);
    }

    /// Ends what the line is.
    fn end_block(&mut self) {
        match std::mem::replace(&mut self.at, At::Undecided) {
            At::Undecided => {}
            At::Text { face, mut inline } => {
                let flow = &mut self.flow;
                inline.finish(&mut |put| flow.take_in(&put, face));
                self.flow.newline();
            }
            At::Whole(block) => {
                let line = std::mem::take(&mut self.line);
                self.blank = false;
                self.draw(block, &line);
            }
        }
    }

    fn draw(&mut self, block: Block, line: &str) {
        match block {
            Block::Row => {
                if let Some(overfull) = self.table.push(line) {
                    self.plain(&overfull);
                }
            }
            Block::Rule => self.flow.rule(),
            Block::Fence(fence) => {
                self.flow.break_line();
                self.fence = match self.fence.take() {
                    None => Some(fence),
                    Some(_) => None,
                };
            }
            Block::Code => {
                self.flow.break_line();
                let Some(fence) = &mut self.fence else { return };
                let pieces = code::highlight(line, fence.language, &mut fence.in_comment);
                self.flow.code(&pieces);
            }
            // These are text and never whole.
            Block::Heading { .. }
            | Block::Quote { .. }
            | Block::Item { .. }
            | Block::Paragraph { .. } => self.plain(&[line.to_owned()]),
        }
    }

    fn flush_table(&mut self) {
        let table = std::mem::take(&mut self.table);
        if table.is_empty() {
            return;
        }
        match table.draw(self.flow.columns()) {
            Ok(lines) => {
                self.flow.break_line();
                for line in lines {
                    self.flow.styled_line(&line);
                }
            }
            Err(lines) => self.plain(&lines),
        }
    }

    /// Prints lines as they came.
    fn plain(&mut self, lines: &[String]) {
        for line in lines {
            self.flow.begin("", "");
            for c in line.chars() {
                self.flow.put(c, Face::PLAIN);
            }
            self.flow.newline();
        }
    }
}

#[cfg(test)]
mod tests;
