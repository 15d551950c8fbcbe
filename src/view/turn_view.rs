//! How a turn looks: what happens becomes text, piece by piece. Pure, so that it can be compared.

use std::time::Duration;

use unicode_width::UnicodeWidthStr as _;

use super::agreements::book_failure;
use super::call_line::{cut, denied};
use super::spent::spent_line;
use super::thoughts::Thoughts;
use super::waits::Waits;
use crate::agent::{Activity, CallOutcome, Notice};
use crate::error::Explain as _;
use crate::llm::Adjustment;
use crate::markdown::Markdown;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::{Filter, Untrusted};

/// Arguments are shown up to this many characters on a call's line; approval shows them whole.
const ARGUMENTS: usize = 200;
/// Stands before an answer in a chat.
const ROBOT: &str = "🤖 ";
/// The width of a terminal that does not tell.
const WIDTH: usize = 80;
/// A failure's reason on a call's line.
const REASON: usize = 300;

/// Something to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A piece of the answer.
    Answer(String),
    /// A piece of what happens around it.
    Note(String),
    /// The live line; only where there is a terminal.
    Live(String),
}

/// The state of one turn's picture.
#[derive(Debug)]
pub struct TurnView {
    lang: Lang,
    theme: Theme,
    /// Columns of the terminal; `None` where there is none: then no live line is shown.
    width: Option<usize>,
    /// Whether the answer gets the robot of the chat before it, and is drawn as Markdown.
    decorated: bool,
    /// The answer that is being drawn.
    markdown: Option<Markdown>,
    filter: Filter,
    thoughts: Thoughts,
    at: At,
    /// Whether it was told that the model was asked.
    asked: bool,
    waits: Waits,
    /// Whether the live line is that of the waits, which goes on turning.
    turns: bool,
}

/// Where the cursor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    /// At the start of a line.
    Start,
    /// In the answer; whether right after a line break.
    Answer { fresh: bool },
    /// After the open line of this call, which reads so. Where a line can be drawn anew it is the
    /// live one, until something else comes.
    Call { call: usize, head: String },
}

impl TurnView {
    /// Starts the picture of a turn in a chat.
    ///
    /// `thinking` says whether the model's thoughts are shown.
    pub fn chat(lang: Lang, theme: Theme, width: usize, thinking: bool) -> Self {
        Self::new(lang, theme, Some(width), true, thinking)
    }

    /// Starts the picture of a turn in a script: the answer is bare.
    pub fn script(lang: Lang, thinking: bool) -> Self {
        Self::new(lang, Theme::default(), None, false, thinking)
    }

    fn new(
        lang: Lang,
        theme: Theme,
        width: Option<usize>,
        decorated: bool,
        thinking: bool,
    ) -> Self {
        Self {
            lang,
            theme,
            width,
            decorated,
            markdown: None,
            filter: Filter::default(),
            thoughts: Thoughts::new(lang, theme, width, thinking),
            at: At::Start,
            asked: false,
            waits: Waits::default(),
            turns: false,
        }
    }

    /// Takes over another width of the terminal.
    pub fn resize(&mut self, width: usize) {
        self.width = self.width.map(|_| width);
        if let Some(markdown) = &mut self.markdown {
            markdown.resize(width);
        }
    }

    /// Returns what to print for an activity. Approval is asked for elsewhere: here it only ends
    /// the open line.
    pub fn show(&mut self, activity: &Activity) -> Vec<Piece> {
        self.waits.note(activity);
        self.turns &= matches!(
            activity,
            Activity::CallStarted { .. }
                | Activity::CallProgress { .. }
                | Activity::CallEnded { .. }
        );
        let mut pieces = match activity {
            Activity::Reasoning(_) => Vec::new(),
            _ => self.end_thoughts(),
        };
        pieces.extend(self.show_next(activity));
        pieces
    }

    fn show_next(&mut self, activity: &Activity) -> Vec<Piece> {
        match activity {
            Activity::Thinking => self.thinking(),
            Activity::Reasoning(text) => self.reasoning(text),
            Activity::Text(text) => {
                let shown = self.filter.filter(text.raw());
                self.answer(shown)
            }
            Activity::CallBegun(name) => self.live(&self.lang.call_begun(name.line(64))),
            Activity::Retrying { error, retry, of, wait } => {
                let cause = error.explain(self.lang).cause;
                let wait = self.lang.time(*wait);
                self.note_line(&self.theme.warn(self.lang.retrying(cause, retry, of, wait)))
            }
            Activity::RetryIn(seconds) => self.live(&self.lang.retry_in(seconds)),
            Activity::Summarising => self.live(&self.lang.summarising()),
            Activity::Approve(_) => self.close_line(),
            Activity::CallStarted { call, name, arguments } => {
                let mut pieces = self.close_line();
                let head = format!("🔧 {} {}", name.line(64), arguments.line(ARGUMENTS));
                let line = self.theme.dim(&head);
                self.at = At::Call { call: *call, head };
                pieces.extend(match self.running() {
                    Some(live) => vec![live],
                    None => vec![Piece::Note(line)],
                });
                pieces
            }
            // An answer that is being written is not cut in two for it.
            Activity::CallProgress { .. } => {
                self.running_or_waits(!matches!(self.at, At::Answer { .. }))
            }
            Activity::CallEnded { call, name, outcome, arguments: _ } => {
                self.call_ended(*call, &name.line(64), outcome)
            }
            Activity::Notice(notice) => {
                self.note_line(&self.theme.warn(notice_text(notice, self.lang)))
            }
            // A script's streams hold the answer and what went wrong.
            Activity::Spent(spent) if self.decorated => {
                let line = format!("   {}", spent_line(spent, self.lang));
                self.note_line(&self.theme.dim(line))
            }
            Activity::Spent(_) => Vec::new(),
        }
    }

    /// Returns what tells that something is still waited for, `elapsed` after the turn began; asked
    /// for several times a second.
    pub fn tick(&mut self, elapsed: Duration) -> Vec<Piece> {
        self.waits.look(elapsed);
        self.running_or_waits(self.turns)
    }

    /// Returns the live line of what runs; on the call's own line while that is the last one.
    /// `news` says whether there is something to tell at once.
    fn running_or_waits(&mut self, news: bool) -> Vec<Piece> {
        if let Some(live) = self.running() {
            return vec![live];
        }
        match self.waits.line(news, self.room(), self.theme.spinner(), self.lang) {
            Some(line) => {
                self.turns = true;
                self.live(&line)
            }
            None => Vec::new(),
        }
    }

    /// Returns the open line of a call as it stands now, where it can be drawn anew.
    fn running(&self) -> Option<Piece> {
        let At::Call { call, head } = &self.at else { return None };
        if !self.is_live() {
            return None;
        }
        let running = self.waits.running(*call, head)?;
        let line = running.line(self.room(), self.theme.spinner(), self.lang);
        Some(Piece::Live(self.theme.dim(line)))
    }

    /// Whether there is a line that can be drawn anew.
    fn is_live(&self) -> bool {
        self.width.is_some() && self.theme.spinner().turns()
    }

    /// The columns of such a line.
    fn room(&self) -> usize {
        self.width.unwrap_or(WIDTH).saturating_sub(1)
    }

    /// Returns what ends the picture: the last line is closed.
    pub fn close(&mut self) -> Vec<Piece> {
        let mut pieces = self.end_thoughts();
        pieces.extend(self.close_line());
        pieces
    }

    /// Returns what the model thought in this turn, ready to be shown.
    pub fn thoughts(&self) -> &str {
        self.thoughts.whole()
    }

    fn reasoning(&mut self, text: &Untrusted) -> Vec<Piece> {
        let print = self.thoughts.push(text);
        let mut pieces = Vec::new();
        if !print.lines.is_empty() {
            pieces.extend(self.close_line());
            pieces.push(Piece::Note(print.lines));
        }
        if let Some(live) = print.live {
            pieces.extend(self.live(&live));
        }
        pieces
    }

    fn end_thoughts(&mut self) -> Vec<Piece> {
        let Some(lines) = self.thoughts.end() else { return Vec::new() };
        let mut pieces = self.close_line();
        pieces.push(Piece::Note(lines));
        pieces
    }

    fn thinking(&mut self) -> Vec<Piece> {
        if std::mem::replace(&mut self.asked, true) || !self.decorated {
            return self.close_line();
        }
        vec![Piece::Note(format!("\n{}\n", self.lang.thinking()))]
    }

    fn answer(&mut self, shown: String) -> Vec<Piece> {
        if shown.is_empty() {
            return Vec::new();
        }
        let mut pieces = Vec::new();
        if !matches!(self.at, At::Answer { .. }) {
            pieces.extend(self.close_line());
            if self.decorated {
                pieces.push(Piece::Answer(format!("\n{ROBOT}")));
                let width = self.width.unwrap_or(WIDTH);
                self.markdown = Some(Markdown::new(width, ROBOT.width(), self.theme));
            }
        }
        let mut fresh = shown.ends_with('\n');
        let shown = match &mut self.markdown {
            Some(markdown) => {
                let drawn = markdown.push(&shown);
                fresh = markdown.is_fresh();
                drawn
            }
            None => shown,
        };
        self.at = At::Answer { fresh };
        if !shown.is_empty() {
            pieces.push(Piece::Answer(shown));
        }
        pieces
    }

    fn call_ended(&mut self, call: usize, name: &str, outcome: &CallOutcome) -> Vec<Piece> {
        let (mark, rest) = match outcome {
            CallOutcome::Done { elapsed, shape, text: _ } => {
                let time = self.lang.time(*elapsed);
                let size = self.lang.shape(*shape);
                let rest = size.map_or_else(|| time.clone(), |size| format!("{time} · {size}"));
                (self.theme.good("✓"), rest)
            }
            CallOutcome::Failed { elapsed, reason, unknown: _ } => (
                self.theme.bad("✗"),
                format!("{} — {}", self.lang.time(*elapsed), reason.line(REASON)),
            ),
            CallOutcome::Rejected { reason } => {
                (self.theme.bad("✗"), self.lang.call_rejected(reason.line(REASON)))
            }
            CallOutcome::Abandoned => (self.theme.bad("✗"), self.lang.call_abandoned()),
            CallOutcome::Denied(denial) => (self.theme.bad("✗"), denied(denial, self.lang)),
        };
        let rest = self.theme.dim(rest);
        if let At::Call { call: open, head } = &self.at
            && *open == call
        {
            let head = if self.is_live() { self.theme.dim(head) } else { String::new() };
            self.at = At::Start;
            return vec![Piece::Note(format!("{head} {mark} {rest}\n"))];
        }
        // Another call turned on its own line, and goes on below.
        self.turns |= matches!(self.at, At::Call { .. });
        let mut pieces = self.close_line();
        pieces.push(Piece::Note(format!("   {mark} {} {rest}\n", self.theme.dim(name))));
        pieces
    }

    fn note_line(&mut self, line: &str) -> Vec<Piece> {
        let mut pieces = self.close_line();
        pieces.push(Piece::Note(format!("{line}\n")));
        pieces
    }

    /// Shows something that will be replaced, where there is a terminal to replace it on.
    fn live(&mut self, line: &str) -> Vec<Piece> {
        if !self.is_live() {
            return Vec::new();
        }
        let mut pieces = self.close_line();
        pieces.push(Piece::Live(self.theme.dim(cut(&format!("   {line}"), self.room()))));
        pieces
    }

    fn close_line(&mut self) -> Vec<Piece> {
        match std::mem::replace(&mut self.at, At::Start) {
            At::Start => Vec::new(),
            At::Answer { mut fresh } => {
                let mut rest = String::new();
                if let Some(mut markdown) = self.markdown.take() {
                    rest = markdown.finish();
                    fresh = markdown.is_fresh();
                }
                if !fresh {
                    rest.push('\n');
                }
                Some(rest).filter(|rest| !rest.is_empty()).map(Piece::Answer).into_iter().collect()
            }
            At::Call { head, .. } if self.is_live() => {
                vec![Piece::Note(format!("{}\n", self.theme.dim(head)))]
            }
            At::Call { .. } => vec![Piece::Note("\n".to_owned())],
        }
    }
}

/// Returns what a person is told of a notice.
pub fn notice_text(notice: &Notice, lang: Lang) -> String {
    match notice {
        Notice::OutputLimit => lang.notice_output_limit(),
        Notice::Filtered => lang.notice_filtered(),
        Notice::CallsLeftOut(count) => lang.notice_calls_left_out(count),
        Notice::MaxSteps(steps) => lang.notice_max_steps(steps),
        Notice::ToolsLeftOut(count) => lang.notice_tools_left_out(count),
        Notice::LeakedCall => lang.notice_leaked_call(),
        Notice::TranscriptFailed(reason) => lang.notice_transcript_failed(reason),
        Notice::ApprovalsFailed(error) => lang.notice_approvals_failed(book_failure(error, lang)),
        Notice::Adjusted(Adjustment::Parameter(name)) => lang.notice_parameter_dropped(name),
        Notice::Adjusted(Adjustment::Tool(name)) => lang.notice_tool_dropped(name.line(64)),
        Notice::Adjusted(Adjustment::Tools) => lang.notice_tools_dropped(),
        Notice::Compacted { notes, rounds, before, after } => {
            let what = [
                (*notes == 1).then(|| lang.compacted_note()),
                (*notes > 1).then(|| lang.compacted_notes(notes)),
                (*rounds == 1).then(|| lang.compacted_round()),
                (*rounds > 1).then(|| lang.compacted_rounds(rounds)),
            ];
            let what: Vec<String> = what.into_iter().flatten().collect();
            lang.notice_compacted(what.join("; "), lang.count(*before), lang.count(*after))
        }
        Notice::SummaryFailed(error) => lang.notice_summary_failed(error.explain(lang).cause),
        Notice::CostUnknown => lang.notice_cost_unknown(),
    }
}

#[cfg(test)]
mod tests;
