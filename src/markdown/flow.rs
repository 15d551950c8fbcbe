//! Puts words on lines of a terminal: wraps between them, keeps indents, opens and closes styles.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use url::Url;

use super::face::Face;
use super::inline::Put;
use crate::ui::Theme;

/// The narrowest terminal that is drawn for, in columns.
const NARROWEST: usize = 10;
/// With so much room on the line a word is printed letter by letter, before its end is known.
const ROOMY: usize = 24;
/// Addresses that a terminal may open; any other is only shown.
const OPENED: [&str; 3] = ["http", "https", "mailto"];
/// How wide a rule is at most.
const RULE: usize = 40;

/// Returns the columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// What has been put on the lines.
#[derive(Debug)]
pub(super) struct Flow {
    theme: Theme,
    width: usize,
    out: String,
    column: usize,
    /// What a wrapped line begins with.
    hang: String,
    /// The look that the terminal has now.
    face: Face,
    /// A space that is printed if a word follows on the line, and its look.
    space: Option<Face>,
    /// The word that is held until its end is known.
    word: Vec<(char, Face, Option<Target>)>,
    word_width: usize,
    /// Whether the present word is printed as it comes.
    streams: bool,
    /// The addresses of the links so far.
    targets: Vec<String>,
    /// Where what is taken in leads to.
    target: Option<Target>,
    /// Where what the terminal prints now leads to.
    linked: Option<Target>,
}

/// The place of a link's address among [`Flow::targets`].
type Target = usize;

impl Flow {
    pub(super) fn new(width: usize, used: usize, theme: Theme) -> Self {
        Self {
            theme,
            width: width.max(NARROWEST),
            out: String::new(),
            column: used,
            hang: String::new(),
            face: Face::PLAIN,
            space: None,
            word: Vec::new(),
            word_width: 0,
            streams: false,
            targets: Vec::new(),
            target: None,
            linked: None,
        }
    }

    pub(super) fn resize(&mut self, width: usize) {
        self.width = width.max(NARROWEST);
    }

    pub(super) fn is_fresh(&self) -> bool {
        self.column == 0
    }

    /// Whether looks can be seen.
    pub(super) fn is_painted(&self) -> bool {
        self.theme.is_colored()
    }

    pub(super) fn columns(&self) -> usize {
        self.width
    }

    /// Takes what is to be printed.
    pub(super) fn take(&mut self) -> String {
        // Between two pieces the terminal belongs to others.
        self.look(Face::PLAIN);
        std::mem::take(&mut self.out)
    }

    /// Begins a line of text: `first` before it, `hang` before each line that it is wrapped to.
    pub(super) fn begin(&mut self, first: &str, hang: &str) {
        let fits = |text: &str| text.width() + NARROWEST / 2 <= self.width;
        self.hang = if fits(hang) { hang.to_owned() } else { String::new() };
        if fits(first) {
            self.raw(first, Face::DIM);
        }
    }

    /// Adds what was read of a line whose text has this look.
    pub(super) fn take_in(&mut self, put: &Put<'_>, base: Face) {
        match put {
            Put::Char(c, face) => self.put(*c, base.with(*face)),
            Put::Link(address) => self.target = address.and_then(|address| self.target(address)),
        }
    }

    /// Returns the target for an address that a terminal may open; `None` where it takes none.
    fn target(&mut self, address: &str) -> Option<Target> {
        let url = Url::parse(address).ok().filter(|url| OPENED.contains(&url.scheme()))?;
        if !self.theme.has_links() {
            return None;
        }
        self.targets.push(url.into());
        Some(self.targets.len() - 1)
    }

    /// Adds a character of the text.
    pub(super) fn put(&mut self, c: char, face: Face) {
        if c == ' ' || c == '\t' {
            self.end_word();
            if self.column > self.hang.width() {
                self.space = Some(face);
            }
            return;
        }
        let columns = c.width().unwrap_or_default();
        if self.word.is_empty() && !self.streams {
            let room = self.width.saturating_sub(self.column + usize::from(self.space.is_some()));
            self.streams = room >= ROOMY;
            if self.streams {
                self.print_space();
            }
        }
        if self.streams {
            self.print(c, columns, face, self.target);
        } else {
            self.word.push((c, face, self.target));
            self.word_width += columns;
        }
    }

    /// Ends the line.
    pub(super) fn newline(&mut self) {
        self.end_word();
        self.space = None;
        self.look(Face::PLAIN);
        self.out.push('\n');
        self.column = 0;
    }

    /// Ends the line if anything stands on it.
    pub(super) fn break_line(&mut self) {
        self.end_word();
        if self.column > 0 {
            self.newline();
        }
    }

    /// Draws a rule.
    pub(super) fn rule(&mut self) {
        self.break_line();
        self.raw(&"─".repeat(self.width.min(RULE)), Face::DIM);
        self.newline();
    }

    /// Prints a line of code; the terminal wraps it, so that it can be copied.
    pub(super) fn code(&mut self, pieces: &[(Face, &str)]) {
        self.raw("  ", Face::PLAIN);
        for (face, text) in pieces {
            self.raw(text, *face);
        }
        self.newline();
    }

    /// Prints a line that fits.
    pub(super) fn styled_line(&mut self, pieces: &[(Face, String)]) {
        for (face, text) in pieces {
            self.raw(text, *face);
        }
        self.newline();
    }

    fn end_word(&mut self) {
        self.streams = false;
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let word_width = std::mem::take(&mut self.word_width);
        let space = usize::from(self.space.is_some());
        if self.column + space + word_width > self.width && self.column > self.hang.width() {
            self.wrap();
        } else {
            self.print_space();
        }
        for (c, face, target) in word {
            self.print(c, c.width().unwrap_or_default(), face, target);
        }
    }

    fn print_space(&mut self) {
        if let Some(face) = self.space.take() {
            self.print(' ', 1, face, self.linked.filter(|linked| Some(*linked) == self.target));
        }
    }

    fn print(&mut self, c: char, columns: usize, face: Face, target: Option<Target>) {
        if self.column + columns > self.width {
            self.wrap();
        }
        self.lead(target);
        self.look(face);
        self.out.push(c);
        self.column += columns;
    }

    fn wrap(&mut self) {
        self.space = None;
        self.look(Face::PLAIN);
        self.out.push('\n');
        self.column = 0;
        let hang = std::mem::take(&mut self.hang);
        self.raw(&hang, Face::DIM);
        self.hang = hang;
    }

    fn raw(&mut self, text: &str, face: Face) {
        if text.is_empty() {
            return;
        }
        self.look(face);
        self.out.push_str(text);
        self.column += text.width();
    }

    /// Makes what follows lead to a target (OSC 8), or to none.
    fn lead(&mut self, target: Option<Target>) {
        if target == self.linked {
            return;
        }
        let address = target.and_then(|target| self.targets.get(target)).map_or("", String::as_str);
        self.out.push_str(&format!("\x1b]8;;{address}\x1b\\"));
        self.linked = target;
    }

    fn look(&mut self, face: Face) {
        if face == Face::PLAIN {
            // Where a look ends, on each line and piece, a link does too.
            self.lead(None);
        }
        if face == self.face {
            return;
        }
        if self.theme.is_colored() {
            self.out.push_str(&self.face.style().render_reset().to_string());
            self.out.push_str(&face.style().render().to_string());
        }
        self.face = face;
    }
}
