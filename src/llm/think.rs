//! Takes the thoughts out of a text that begins with `<think>…</think>`.
//!
//! Local servers without a reasoning parser leave these tags in the content. Only a text that
//! begins with the tag is treated so: later ones belong to the answer.

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";

/// Splits a streamed text into thoughts and answer.
#[derive(Debug, Default)]
pub(super) struct Think {
    state: State,
    /// What may be part of a tag.
    held: String,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Start,
    Thinking,
    /// After the thoughts: blank lines before the answer are dropped.
    Between,
    Answer,
}

/// What a piece of the text turned out to be.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) thoughts: String,
    pub(super) answer: String,
}

impl Think {
    /// Takes the next piece.
    pub(super) fn push(&mut self, piece: &str) -> Split {
        let mut split = Split::default();
        self.held.push_str(piece);
        loop {
            match self.state {
                State::Start => {
                    let text = self.held.trim_start();
                    if let Some(rest) = text.strip_prefix(OPEN) {
                        self.held = rest.to_owned();
                        self.state = State::Thinking;
                    } else if OPEN.starts_with(text) {
                        return split;
                    } else {
                        self.state = State::Answer;
                    }
                }
                State::Thinking => {
                    if let Some(at) = self.held.find(CLOSE) {
                        split.thoughts.push_str(&self.held[..at]);
                        self.held.drain(..at + CLOSE.len());
                        self.state = State::Between;
                    } else {
                        let safe = self.held.len() - tail_of_tag(&self.held);
                        split.thoughts.extend(self.held.drain(..safe));
                        return split;
                    }
                }
                State::Between => {
                    let rest = self.held.trim_start();
                    if rest.is_empty() {
                        self.held.clear();
                        return split;
                    }
                    self.held = rest.to_owned();
                    self.state = State::Answer;
                }
                State::Answer => {
                    split.answer.push_str(&std::mem::take(&mut self.held));
                    return split;
                }
            }
        }
    }

    /// Returns what was held back when the text ended.
    pub(super) fn close(&mut self) -> Split {
        let held = std::mem::take(&mut self.held);
        match self.state {
            State::Thinking => Split { thoughts: held, answer: String::new() },
            State::Start | State::Between | State::Answer => {
                Split { thoughts: String::new(), answer: held }
            }
        }
    }
}

/// The length of the longest end of `text` with which the closing tag could begin.
fn tail_of_tag(text: &str) -> usize {
    (1..CLOSE.len()).rev().find(|&length| text.ends_with(&CLOSE[..length])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Split, Think};

    fn split(pieces: &[&str]) -> Split {
        let mut think = Think::default();
        let mut whole = Split::default();
        let mut add = |part: Split| {
            whole.thoughts.push_str(&part.thoughts);
            whole.answer.push_str(&part.answer);
        };
        pieces.iter().for_each(|piece| add(think.push(piece)));
        add(think.close());
        whole
    }

    #[test]
    fn thoughts_are_taken_out_however_the_text_is_cut() {
        let table = [
            ("<think>plan</think>Final", "plan", "Final"),
            ("\n<think>\na < b </thin k</think>\n\n¡Sí!\n", "\na < b </thin k", "¡Sí!\n"),
            ("<think></think>x <think>y</think>", "", "x <think>y</think>"),
            ("<think>never closed </th", "never closed </th", ""),
            ("<thi", "", "<thi"),
            ("  <b>", "", "  <b>"),
            ("plain </think>", "", "plain </think>"),
            ("", "", ""),
        ];
        for (text, thoughts, answer) in table {
            let expected = Split { thoughts: thoughts.to_owned(), answer: answer.to_owned() };
            assert_eq!(split(&[text]), expected, "{text}");
            let chars: Vec<_> = text.split_inclusive(|_| true).collect();
            assert_eq!(split(&chars), expected, "char by char: {text}");
        }
    }

    #[test]
    fn an_answer_without_tags_is_not_held_back() {
        let mut think = Think::default();
        let answer = |text: &str| Split { answer: text.to_owned(), ..Split::default() };
        assert_eq!(think.push("Hola"), answer("Hola"));
        assert_eq!(think.push(" <"), answer(" <"));
    }
}
